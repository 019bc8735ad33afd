import { CallError, isCallErrorNamed } from './call-error.ts'

/** Paging cannot go on: the server returned the same page or cursor twice, or no array where the contract has one. */
export class PagingError extends CallError {
  override readonly name = 'PagingError' as const
}

/** Returns a function that throws the {@link PagingError} of what the service of an operation does. */
export function stopPaging(operation: string): (problem: string) => never {
  return (problem) => {
    throw new PagingError(`The service ${problem}, so iteration was stopped.`, { operation })
  }
}

/** Returns whether a value is a {@link PagingError}. */
export function isPagingError(error: unknown): error is PagingError {
  return isCallErrorNamed(error, 'PagingError')
}
