import { CallError, type CallErrorOptions, isCallErrorNamed } from './call-error.ts'

/** The caller's signal aborted the call; `cause` is the signal's reason. */
export class AbortError extends CallError {
  override readonly name = 'AbortError' as const

  constructor(options?: CallErrorOptions) {
    super('The signal aborted the call; see `cause`.', options)
  }
}

/** Returns whether a value is an {@link AbortError} of this library. */
export function isAbortError(error: unknown): error is AbortError {
  return isCallErrorNamed(error, 'AbortError')
}
