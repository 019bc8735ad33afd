// Types only: what a client lets its user observe and extend.

import type { Contract, Operation } from '../operation/operation.ts'
import type { PreparedRequest } from '../operation/serializer.ts'
import type { Clock } from './time-limit.ts'

/** Properties of every event. In URLs and headers, credentials and what the contract calls sensitive are masked. */
export interface CallEvent {
  /** Id of the operation; undefined for a call by a path that the contract does not have. */
  readonly operation: string | undefined
  /** Number of the attempt, from 1. */
  readonly attempt: number
  readonly method: string
  readonly url: string
}

/** A request is about to be sent. */
export interface RequestEvent extends CallEvent {
  readonly headers: Record<string, string>
}

/** A response arrived; its body is not read yet. */
export interface ResponseEvent extends CallEvent {
  readonly status: number
  readonly headers: Record<string, string>
  /** Milliseconds since the request was sent. */
  readonly duration: number
}

/** The request will be sent again. */
export interface RetryEvent extends CallEvent {
  /** Milliseconds until then. */
  readonly delay: number
  /** The status or the error that caused the retry. */
  readonly reason: number | Error
}

/** An attempt ended without a response. */
export interface ErrorEvent extends CallEvent {
  readonly error: Error
  /** Milliseconds since the attempt began. */
  readonly duration: number
}

/**
 * Functions that observe the calls of a client. They change nothing; an error that they throw ends the call. A promise
 * that they return is not awaited, and its rejection is dropped.
 */
export interface Hooks {
  onRequest?: ((event: RequestEvent) => void) | undefined
  onResponse?: ((event: ResponseEvent) => void) | undefined
  onRetry?: ((event: RetryEvent) => void) | undefined
  onError?: ((event: ErrorEvent) => void) | undefined
}

/** The attempt that a plugin prepares. */
export interface AttemptContext {
  /** Undefined for a call by a path that the contract does not have. */
  readonly operation: Operation | undefined
  /** Number of the attempt, from 1. */
  readonly attempt: number
}

/** Limits when requests are sent; `rateLimit` returns one. */
export interface RateLimiter {
  /** Sends an attempt as soon as the limit allows it. */
  run<Outcome extends { readonly response: Response }>(
    attempt: () => Promise<Outcome>,
    clock: Clock,
    signal: AbortSignal,
  ): Promise<Outcome>
  /** Returns the milliseconds after which a response allows the next request, if it contains them. */
  retryAfter(response: Response, now: number): number | undefined
}

/** A call whose response was read. */
export interface CompletedCall {
  /** Undefined for a call by a path that the contract does not have. */
  readonly operation: Operation | undefined
  /** The request without credentials and without what plugins added. */
  readonly request: PreparedRequest
  readonly response: Response
  /** The whole decoded body; undefined if there is none, if it could not be decoded, or if it is streamed. */
  readonly body: unknown
}

/** A call whose response is read as it arrives. */
export interface StreamingCall {
  readonly operation: Operation
  /** The request without credentials and without what plugins added. */
  readonly request: PreparedRequest
  /** The response; its body belongs to the caller. */
  readonly response: Response
}

/** Observes a body while the caller reads it. Nothing is read that the caller does not read. */
export interface StreamObserver {
  /** Receives each part before the caller does, and must not change it. An error that it throws ends the stream. */
  readonly onPart?: (part: Uint8Array) => void
  /** Called once, when the body ended, failed, or is not read any further. */
  readonly onEnd?: (isComplete: boolean) => void
}

/**
 * Checks each call before its request is sent and after its response was decoded, and may change the request. Validation
 * is a plugin. The total time limit of the call includes the time that plugins take.
 */
export interface Plugin {
  /** Receives the contract of each client that is created with the plugin. */
  setup?: (contract: Contract) => void
  /**
   * May change the query, the headers and the body of each attempt, before credentials are added. An error that it throws
   * ends the call.
   */
  beforeSend?: (request: PreparedRequest, context: AttemptContext) => void | Promise<void>
  /** Receives the input before the request is sent. An error that it throws ends the call. */
  validateInput?: (
    operation: Operation,
    input: Readonly<Record<string, unknown>>,
  ) => void | Promise<void>
  /** Receives the whole decoded body of a response. An error that it throws ends the call. */
  validateResponse?: (
    operation: Operation,
    status: number,
    body: unknown,
    response: Response,
  ) => void | Promise<void>
  /**
   * Receives each call whose response was read, before the response is validated. An error that it
   * throws ends the call.
   */
  afterResponse?: (call: CompletedCall) => void | Promise<void>
  /**
   * Receives each call whose response is streamed, when the response begins, and may return what
   * observes its body. An error that it throws ends the call.
   */
  observeStream?: (
    call: StreamingCall,
  ) => StreamObserver | undefined | Promise<StreamObserver | undefined>
}
