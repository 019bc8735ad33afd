import { type PreparedRequest, requestUrl } from '../request/build-request.ts'
import type { CallState } from './context.ts'
import { redactUrl } from './redact.ts'

/** What every event tells. URLs and headers are redacted: credentials, cookies and secret-looking values are masked. */
export interface CallEvent {
  /** Id of the operation; undefined for a call of the openapi-fetch surface. */
  readonly operation: string | undefined
  /** Number of the attempt, from 1. */
  readonly attempt: number
  readonly method: string
  readonly url: string
}

/** An attempt is about to be sent. */
export interface RequestEvent extends CallEvent {
  readonly headers: Record<string, string>
}

/** An attempt was answered. */
export interface ResponseEvent extends CallEvent {
  readonly status: number
  readonly headers: Record<string, string>
  /** Milliseconds since the attempt began. */
  readonly duration: number
}

/** The call will be sent again. */
export interface RetryEvent extends CallEvent {
  /** Milliseconds until then. */
  readonly delay: number
  /** The status or the error that made it so. */
  readonly reason: number | Error
}

/** An attempt ended without an answer. */
export interface ErrorEvent extends CallEvent {
  readonly error: Error
  /** Milliseconds since the attempt began. */
  readonly duration: number
}

/** Functions that watch the calls of a client; they change nothing, and what they throw ends the call. */
export interface Hooks {
  onRequest?: ((event: RequestEvent) => void) | undefined
  onResponse?: ((event: ResponseEvent) => void) | undefined
  onRetry?: ((event: RetryEvent) => void) | undefined
  onError?: ((event: ErrorEvent) => void) | undefined
}

/** What every event of a call tells, of its request or of one that a redirect led to. */
export function eventOf(
  { operation, attempts, request }: CallState,
  from: PreparedRequest = request,
): CallEvent {
  return {
    operation: operation?.id,
    attempt: attempts,
    method: from.method,
    url: redactUrl(requestUrl(from)),
  }
}
