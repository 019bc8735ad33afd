import type { WholeResponse } from './body.ts'
import type { Clock } from './clock.ts'
import type { Credentials } from './credentials.ts'
import type { Hooks } from './hooks.ts'
import type { Contract, Operation } from './operation.ts'
import type { RetryBudget, RetryOptions } from './retry.ts'
import type { Transport } from './transport.ts'

/** Looks at a call before and after the network; the way in for validation. */
export interface Plug {
  /** Sees the input before anything is sent; what it throws ends the call. */
  checkInput?: (operation: Operation, input: Readonly<Record<string, unknown>>) => void | Promise<void>
  /** Sees the whole decoded body of an answer; what it throws ends the call. */
  checkBody?: (operation: Operation, status: number, body: unknown, response: Response) => void | Promise<void>
}

/** What a client holds, for the functions that work on it. */
export interface ClientCore {
  readonly contract: Contract
  readonly credentials: Credentials
  readonly transport: Transport
  /** Where an operation is served, or where `baseUrl` puts it. */
  readonly address: (operation: Operation) => string
  /** Origins that may receive credentials. */
  readonly origins: readonly string[]
  readonly fetch: (request: Request, init?: RequestInit) => Promise<Response>
  readonly clock: Clock
  readonly hooks: Hooks
  readonly plugs: readonly Plug[]
  readonly budget: RetryBudget
  readonly retry: Required<RetryOptions>
  readonly timeout: number
  readonly deadline: number
  readonly maxResponseBytes: number
}

/** One call on its way. */
export interface CallState {
  /** Undefined for a call of the openapi-fetch surface, whose body is left to its caller. */
  readonly operation: Operation | undefined
  readonly signal: AbortSignal | undefined
  /** Bound of one attempt in milliseconds. */
  readonly timeout: number
  /** Bound of all attempts together in milliseconds. */
  readonly deadline: number
  readonly retry: Required<RetryOptions>
  /** The caller's word that repeating is safe. */
  readonly repeatable: boolean
  attempts: number
  /** The answer, once its body was read. */
  whole: WholeResponse | undefined
}

/** Key of a client's core, so that its public face stays that of openapi-fetch. */
export const coreKey: unique symbol = Symbol.for('@returning-kit/core/client') as never

/** Anything a generated function can be called with: a client of this runtime. */
export interface Caller {
  readonly [coreKey]: ClientCore
}
