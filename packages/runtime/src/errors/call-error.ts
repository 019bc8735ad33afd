const brand = Symbol.for('@returning-kit/runtime/error')

/** Options of every error of this library. */
export interface CallErrorOptions extends ErrorOptions {
  /** Id of the operation that was called. */
  operation?: string | undefined
}

/**
 * Base class of all errors that a call throws. The message states what happened and what to do; it
 * holds no credential. `Properties` are those that a class of errors has besides.
 */
export abstract class CallError<Properties extends object = object> extends Error {
  abstract override readonly name: string
  /** Id of the operation that was called, if there was one. */
  declare readonly operation: string | undefined

  constructor(message: string, options: CallErrorOptions & Properties) {
    const { operation } = options
    super(operation && !message.includes(operation) ? `${operation}: ${message}` : message, options)
    // `cause` stays hidden in a listing of the properties, as the platform defined it.
    Object.assign(this, options)
    // It has no value, as its presence is the mark.
    Object.defineProperty(this, brand, {})
  }
}

/**
 * Returns whether a value is an error of this library with a name. `instanceof` fails across realms
 * and between copies of this package; a registered symbol and a literal name do not.
 */
export function isCallErrorNamed(error: unknown, name: string): boolean {
  return isCallError(error) && error.name === name
}

/**
 * Returns whether a value is an error of this library, of another realm or another copy of it
 * included.
 */
export function isCallError(error: unknown): error is CallError {
  return brand in Object(error)
}
