import type { AnyResult, FailureReason } from '../response/result.ts'
import { CallError, type CallErrorOptions, isCallErrorNamed } from './call-error.ts'

/** A failed outcome, thrown by `.orThrow()` and by iteration. */
export class ResponseError extends CallError {
  override readonly name = 'ResponseError' as const
  /** HTTP status. */
  readonly status: number
  /** Why the outcome is a failure. */
  readonly reason: FailureReason
  /** The decoded error body; undefined when there was none or it was not what the contract declares. */
  declare readonly error: unknown
  /** The response, its body already read. */
  declare readonly response: Response
  /** How many times the request was sent. */
  readonly attempts: number

  constructor(outcome: Extract<AnyResult, { ok: false }>, options: CallErrorOptions) {
    super(`${options.operation} failed with status ${outcome.status}: ${outcome.message}`, options)
    this.status = outcome.status
    this.reason = outcome.reason
    this.attempts = outcome.attempts
    // Bodies may hold personal data, so a printed error shows neither.
    Object.defineProperties(this, {
      error: { value: outcome.error },
      response: { value: outcome.response },
    })
  }
}

/** Tells whether a value is a {@link ResponseError}. */
export function isResponseError(error: unknown): error is ResponseError {
  return isCallErrorNamed(error, 'ResponseError')
}
