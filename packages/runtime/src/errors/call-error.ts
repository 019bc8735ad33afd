const brand = Symbol.for('@returning-kit/core/error')

/** What every error of this library may carry beside its message. */
export interface CallErrorOptions extends ErrorOptions {
  /** Id of the operation that was called. */
  operation?: string | undefined
}

/** Base of all errors thrown by a call. Its message says what happened and what to do, and holds no credential. */
export abstract class CallError extends Error {
  abstract override readonly name: string
  /** Id of the operation that was called, when there was one. */
  readonly operation: string | undefined

  constructor(message: string, options: CallErrorOptions = {}) {
    super(message, options)
    this.operation = options.operation
    Object.defineProperty(this, brand, { value: true })
  }
}

// Across realms and duplicated packages `instanceof` fails; the registered symbol and the literal name do not.
export function isCallErrorNamed(error: unknown, name: string): boolean {
  return isCallError(error) && error.name === name
}

/** Tells whether a value is an error of this library, also when it comes from another copy or realm. */
export function isCallError(error: unknown): error is CallError {
  return typeof error === 'object' && error !== null && brand in error
}
