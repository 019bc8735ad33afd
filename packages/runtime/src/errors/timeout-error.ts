import { CallError, type CallErrorOptions, isCallErrorNamed } from './call-error.ts'

/** No response in time: one attempt exceeded `timeout`, or the whole call exceeded `totalTimeout`. */
export class TimeoutError extends CallError {
  override readonly name = 'TimeoutError' as const
  /** The limit that was exceeded. */
  declare readonly limit: 'timeout' | 'totalTimeout'
  /** How many times the request was sent. */
  declare readonly attempts: number

  constructor(
    limit: 'timeout' | 'totalTimeout',
    ms: number,
    {
      attempts,
      awaited = 'response',
      ...options
    }: CallErrorOptions & { readonly attempts: number; readonly awaited?: string },
  ) {
    super(`No ${awaited} within ${ms} ms; raise \`${limit}\`.`, options)
    this.limit = limit
    this.attempts = attempts
  }
}

/** Returns whether a value is a {@link TimeoutError}. */
export function isTimeoutError(error: unknown): error is TimeoutError {
  return isCallErrorNamed(error, 'TimeoutError')
}
