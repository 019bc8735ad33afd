import { CallError, isCallErrorNamed } from './call-error.ts'

/** The caller's signal aborted the call; `cause` is the signal's reason. */
export class AbortError extends CallError {
  override readonly name = 'AbortError' as const
}

/** Returns whether a value is an {@link AbortError} of this library. */
export function isAbortError(error: unknown): error is AbortError {
  return isCallErrorNamed(error, 'AbortError')
}
