import type { Contract, Operation, SecurityScheme } from '../operation/operation.ts'
import type { PreparedRequest } from '../operation/serializer.ts'
import { requestUrl } from '../request/build-request.ts'
import type { HeaderOptions } from '../request/extra-headers.ts'
import type { BasicCredential } from './basic-credential.ts'
import type { Clock } from './clock.ts'
import type { FindCredential } from './credentials.ts'
import type { Hooks, Plugin, RateLimiter } from './hooks.ts'
import type { Credential } from './provided-credential.ts'
import { type IsSecret, isSecretIn, redactUrl } from './redact.ts'
import type { ResolvedRetry, RetryOptions } from './retry.ts'
import type { RetryBudget } from './retry-budget.ts'

/** The internals of a client. */
export interface ClientContext extends Hooks {
  /** Major version of this package. */
  readonly major: string
  readonly contract: Contract
  /** Finds a credential of the client. */
  readonly find: FindCredential
  /**
   * Returns the URL of a server, by default the contract's own. Throws InputError if a variable of
   * it is not set.
   */
  readonly serverUrl: (server?: string) => string
  /**
   * Undefined for that of the platform, which is read at each request, because test tools replace
   * it later.
   */
  readonly fetch: ((url: string, init: RequestInit) => Promise<Response>) | undefined
  /** Whether `fetch` is the caller's. */
  readonly hasOwnFetch: boolean
  readonly headers: HeaderOptions | undefined
  readonly rateLimit: RateLimiter | undefined
  readonly clock: Clock
  readonly plugins: readonly Plugin[]
  readonly budget: RetryBudget
  readonly retry: ResolvedRetry
  readonly timeout: number
  readonly totalTimeout: number
  readonly maxResponseBytes: number
}

/** Options of one call; each overrides the client's. */
export interface CallOptions {
  /** Aborts the call, its delays and the reading of its response with an AbortError. */
  signal?: AbortSignal
  /** Time limit of one attempt in milliseconds, reading the body included. @default 30_000 */
  timeout?: number
  /**
   * Time limit of the whole call in milliseconds, retries, their delays and plugins included.
   * @default 120_000
   */
  totalTimeout?: number
  /** Retries of a failed attempt; `false` for none. */
  retry?: RetryOptions | false
  /**
   * Declares that sending the request twice does no harm, so that it is retried like a read.
   * @default false
   */
  idempotent?: boolean
  /** Additional headers. A header of a credential is rejected; pass `credentials`. */
  headers?: HeaderOptions
  /** Credentials by the names of their options, instead of those of the client. */
  credentials?: Readonly<Record<string, Credential | BasicCredential>>
  /** Where the request is sent instead of the server of the operation. */
  baseUrl?: string | URL
}

/** A call in progress. */
export interface CallState {
  readonly context: ClientContext
  /** Undefined for a call of the openapi-fetch client whose path the contract does not have. */
  readonly operation: Operation | undefined
  /** Id of the operation. */
  readonly id: string | undefined
  readonly options: CallOptions
  /** Finds a credential of the call. */
  readonly find: FindCredential
  readonly timeout: number
  readonly totalTimeout: number
  /** When `totalTimeout` is over. */
  readonly endsAt: number
  /** The request, without credentials. */
  request: PreparedRequest
  /** Whether a redirect is the response, and not followed. */
  returnsRedirect: boolean
  /** Schemes of the credentials to send. */
  schemes: readonly SecurityScheme[]
  /** The credentials of the last attempt. */
  values: readonly string[]
  /** What the call waits for, for the message of a TimeoutError. */
  awaited: string
  /** How many times the request was sent. */
  attempts: number
  /** Whether any response arrived, redirects included: the server may have carried out the call. */
  responded: boolean
}

/** Returns a function that recognizes the names of secrets, as the contract names them. */
export function secretsOf({ context, operation, schemes }: CallState): IsSecret {
  const names = schemes.map(({ name }) => name)
  return isSecretIn(context.contract.secrets, names, operation?.sensitive)
}

/**
 * Returns the URL of a request as it may be shown: secret values in its path and query are masked.
 */
export function shownUrl(call: CallState, sent: PreparedRequest): string {
  const url = requestUrl({ ...sent, url: sent.shownUrl ?? sent.url })
  return redactUrl(url, secretsOf(call))
}
