import { CallError, type CallErrorOptions, isCallErrorNamed } from '../errors/call-error.ts'
import type { Issue } from './issue.ts'

const maxShown = 3

/** What a {@link SchemaError} has besides its issues. */
export interface SchemaErrorOptions extends CallErrorOptions {
  readonly data: unknown
  readonly response?: Response
  readonly index?: number
}

/** A value does not match its schema. Message and issues do not contain the value. */
export class SchemaError extends CallError {
  override readonly name = 'SchemaError' as const
  readonly issues: readonly Issue[]
  /** How many items of the stream came before, if the value was one. */
  readonly index: number | undefined
  /** HTTP status, if the value was the body of a response or an item of it. */
  readonly status: number | undefined
  /** The response, if the value was its body or an item of it. */
  declare readonly response: Response | undefined
  /** The invalid value. */
  declare readonly data: unknown

  constructor(
    subject: string,
    issues: readonly Issue[],
    { data, response, index, ...options }: SchemaErrorOptions,
  ) {
    const shown = issues.slice(0, maxShown).map(({ message }) => message)
    const rest = issues.length > maxShown ? `; and ${issues.length - maxShown} more` : ''
    super(`${subject} does not match the contract: ${shown.join('; ')}${rest}.`, options)
    this.issues = issues
    this.index = index
    this.status = response?.status
    // Not enumerable: values may be personal, and a printed error shows its enumerable properties.
    Object.defineProperties(this, { response: { value: response }, data: { value: data } })
  }
}

/** Returns whether a value is a {@link SchemaError}. */
export function isSchemaError(error: unknown): error is SchemaError {
  return isCallErrorNamed(error, 'SchemaError')
}
