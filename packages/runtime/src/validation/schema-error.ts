import { CallError, type CallErrorOptions, isCallError } from '../errors/call-error.ts'
import type { Issue } from './issue.ts'

/** A value does not fit its schema. Its message and issues hold no value. */
export class SchemaError extends CallError {
  override readonly name = 'SchemaError' as const
  readonly issues: readonly Issue[]
  /** HTTP status, when the value was the body of an answer. */
  readonly status: number | undefined
  /** The answer, when there was one. */
  readonly response: Response | undefined
  /** The value as it came. */
  readonly data: unknown

  constructor(
    subject: string,
    issues: readonly Issue[],
    data: unknown,
    options: CallErrorOptions & { response?: Response } = {},
  ) {
    const shown = issues.slice(0, 3).map(({ message }) => message)
    const more = issues.length > shown.length ? `; and ${issues.length - shown.length} more` : ''
    super(`${subject} does not fit the contract: ${shown.join('; ')}${more}.`, options)
    this.issues = issues
    this.status = options.response?.status
    // Not enumerable: values may be personal, and a printed error shows its enumerable members.
    this.response = undefined
    Object.defineProperty(this, 'response', { value: options.response, enumerable: false })
    Object.defineProperty(this, 'data', { value: data, enumerable: false })
  }
}

/** Tells whether a value is a {@link SchemaError}. */
export function isSchemaError(error: unknown): error is SchemaError {
  return isCallError(error) && error.name === 'SchemaError'
}
