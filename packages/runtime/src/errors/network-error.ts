import { CallError, type CallErrorOptions, isCallErrorNamed } from './call-error.ts'

/** No complete response arrived: the host was unreachable, or the connection broke. `cause` holds the reason. */
export class NetworkError extends CallError {
  override readonly name = 'NetworkError' as const
  /** How many times the request was sent. */
  declare readonly attempts: number

  constructor(message: string, attempts: number, options?: CallErrorOptions) {
    super(message, options)
    this.attempts = attempts
  }
}

/** Returns whether a value is a {@link NetworkError}. */
export function isNetworkError(error: unknown): error is NetworkError {
  return isCallErrorNamed(error, 'NetworkError')
}
