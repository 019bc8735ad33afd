import { CallError, type CallErrorOptions, isCallErrorNamed } from './call-error.ts'

/** The answer took too long: one attempt its `timeout`, or all of them together their `deadline`. */
export class TimeoutError extends CallError {
  override readonly name = 'TimeoutError' as const
  /** The bound that was passed. */
  readonly limit: 'timeout' | 'totalTimeout'
  /** How many times the request was sent. */
  readonly attempts: number

  constructor(
    limit: 'timeout' | 'totalTimeout',
    ms: number,
    attempts: number,
    options?: CallErrorOptions,
  ) {
    super(`No answer within the ${limit} of ${ms} ms; raise \`${limit}\` to wait longer.`, options)
    this.limit = limit
    this.attempts = attempts
  }
}

/** Tells whether a value is a {@link TimeoutError}. */
export function isTimeoutError(error: unknown): error is TimeoutError {
  return isCallErrorNamed(error, 'TimeoutError')
}
