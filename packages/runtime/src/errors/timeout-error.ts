import { CallError, isCallErrorNamed } from './call-error.ts'

interface TimeoutErrorProperties {
  readonly limit: 'timeout' | 'totalTimeout'
  readonly attempts: number
}

/** No response in time: one attempt exceeded `timeout`, or the whole call exceeded `totalTimeout`. */
export class TimeoutError extends CallError<TimeoutErrorProperties> {
  override readonly name = 'TimeoutError' as const
  /** The limit that was exceeded. */
  declare readonly limit: 'timeout' | 'totalTimeout'
  /** How many times the request was sent. */
  declare readonly attempts: number
}

/** Returns whether a value is a {@link TimeoutError}. */
export function isTimeoutError(error: unknown): error is TimeoutError {
  return isCallErrorNamed(error, 'TimeoutError')
}
