import { rejectInput } from '../errors/refusal.ts'
import type { Operation, SecurityScheme } from '../operation/operation.ts'
import type { PreparedRequest } from '../request/build-request.ts'
import type { Credentials } from './credentials.ts'
import type { Hooks } from './hooks.ts'
import type { RetryBudget, RetryOptions } from './retry.ts'
import type { Clock } from './time-limit.ts'

/** Looks at a call before and after the network; the way in for validation. */
export interface Plugin {
  /** Sees the input before anything is sent; what it throws ends the call. */
  validateInput?: (
    operation: Operation,
    input: Readonly<Record<string, unknown>>,
  ) => void | Promise<void>
  /** Sees the whole decoded body of an answer; what it throws ends the call. */
  validateResponse?: (
    operation: Operation,
    status: number,
    body: unknown,
    response: Response,
  ) => void | Promise<void>
}

/** What a client holds, for the functions that work on it. */
export interface ClientContext {
  readonly credentials: Credentials
  /** Where a server is, the contract's own when none is named, or where `baseUrl` puts it. Throws InputError while a variable of it is not set. */
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
  /** Ends the call, its waits and its reading at once, with an AbortError. */
  signal?: AbortSignal
  /** Bound of one attempt, its body included, in milliseconds. @default 30_000 */
  timeout?: number
  /** Bound of all attempts and waits together, in milliseconds. @default 120_000 */
  totalTimeout?: number
  /** Repetitions of a failed attempt; `false` for none. */
  retry?: RetryOptions | false
  /** Your word that sending this call twice does no harm; then it is repeated like a read. @default false */
  idempotent?: boolean
  /** Further headers. */
  headers?: Record<string, string>
}

/** One call on its way. */
export interface CallState {
  /** Undefined for a call of the openapi-fetch surface. */
  readonly operation: Operation | undefined
  readonly options: CallOptions
  /** The request, without its credentials. */
  readonly request: PreparedRequest
  /** How the credentials are sent that it needs. */
  readonly schemes: readonly SecurityScheme[]
  /** The credentials that were sent last. */
  values: readonly string[]
  /** How many times it was sent. */
  attempts: number
  /** Something was answered, if only by a redirect: the call may have been carried out. */
  responded: boolean
}

/** Key of a client's core, so that printing a client shows nothing of it. */
export const contextKey: unique symbol = Symbol.for('@returning-kit/core/client') as never

/** Anything a generated function can be called with: a client of this runtime. */
export interface Client {
  readonly [contextKey]: ClientContext
}

/** The client's core; a clear error for anything that is not a client. */
export function contextOf(client: Client, operation: string): ClientContext {
  const core = (client as Partial<Client> | undefined)?.[contextKey]
  return core ?? rejectInput('client', operation)('is not a client; make one with createClient()')
}

/** Returns whether a value is a client of this runtime. */
export function isClient(value: object): value is Client {
  return contextKey in value
}
