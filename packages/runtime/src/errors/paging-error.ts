import { CallError, type CallErrorOptions, isCallErrorNamed } from './call-error.ts'

/** The pages make no progress: the service sent the same page or cursor twice, or no list where the contract has one. */
export class PagingError extends CallError {
  override readonly name = 'PagingError' as const

  constructor(message: string, options?: CallErrorOptions) {
    super(message, options)
  }
}

/** Tells whether a value is a {@link PagingError}. */
export function isPagingError(error: unknown): error is PagingError {
  return isCallErrorNamed(error, 'PagingError')
}
