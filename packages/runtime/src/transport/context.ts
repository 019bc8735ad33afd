import type { Operation, SecurityScheme } from '../operation/operation.ts'
import type { PreparedRequest } from '../operation/serializer.ts'
import { requestUrl } from '../request/build-request.ts'
import type { Credentials } from './credentials.ts'
import type { CallEvent, Hooks, Plugin } from './hooks.ts'
import { redactUrl } from './redact.ts'
import type { RetryBudget, RetryOptions } from './retry.ts'
import type { Clock } from './time-limit.ts'

/** The internals of a client. */
export interface ClientContext {
  readonly credentials: Credentials
  /** Returns the URL of a server, by default the contract's own. Throws InputError if a variable of it is not set. */
  readonly serverUrl: (server?: string) => string
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>
  readonly clock: Clock
  readonly hooks: Hooks
  readonly plugins: readonly Plugin[]
  readonly budget: RetryBudget
  readonly retry: Required<RetryOptions>
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
  /** Time limit of the whole call in milliseconds, retries and their delays included. @default 120_000 */
  totalTimeout?: number
  /** Retries of a failed attempt; `false` for none. */
  retry?: RetryOptions | false
  /** Declares that sending the request twice does no harm, so that it is retried like a read. @default false */
  idempotent?: boolean
  /** Additional headers. */
  headers?: Record<string, string>
}

/** A call in progress. */
export interface CallState {
  /** Undefined for a call of the openapi-fetch client. */
  readonly operation: Operation | undefined
  readonly options: CallOptions
  /** The request, without credentials. */
  readonly request: PreparedRequest
  /** Schemes of the credentials to send. */
  readonly schemes: readonly SecurityScheme[]
  /** The credentials of the last attempt. */
  values: readonly string[]
  /** How many times the request was sent. */
  attempts: number
  /** Whether any response arrived, redirects included: the server may have carried out the call. */
  responded: boolean
}

/** Returns the properties of an event, for the request of a call or for one that a redirect led to. */
export function eventOf(
  { operation, attempts, request }: CallState,
  sent: PreparedRequest = request,
): CallEvent {
  return {
    operation: operation?.id,
    attempt: attempts,
    method: sent.method,
    url: redactUrl(requestUrl(sent)),
  }
}
