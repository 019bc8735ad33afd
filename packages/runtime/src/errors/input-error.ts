import type { RejectInput } from '../operation/serializer.ts'
import { CallError, type CallErrorOptions, isCallErrorNamed } from './call-error.ts'

/** The call was rejected before a request was sent: its input cannot be sent. */
export class InputError extends CallError {
  override readonly name = 'InputError' as const
  /** Name of the invalid input property or option. */
  declare readonly parameter: string

  constructor(parameter: string, message: string, options?: CallErrorOptions) {
    super(message, options)
    this.parameter = parameter
  }
}

/** Returns whether a value is an {@link InputError}. */
export function isInputError(error: unknown): error is InputError {
  return isCallErrorNamed(error, 'InputError')
}

/** Returns a function that throws the {@link InputError} of an input property or an option. */
export function rejectInput(name: string, operation?: string | undefined): RejectInput {
  return (problem) => {
    throw new InputError(name, `\`${name}\` ${problem}.`, { operation })
  }
}

/** Throws the {@link InputError} of the first option that is not known; `prefix` precedes its name in the message. */
export function assertKnown(
  options: object,
  known: readonly string[],
  operation?: string | undefined,
  prefix = '',
): void {
  for (const name of Object.keys(options)) {
    if (known.includes(name)) continue
    rejectInput(prefix + name, operation)(`does not exist; use one of ${known.join(', ')}`)
  }
}

/**
 * Throws the {@link InputError} of the first option that is no number of at least 0; `Infinity` is one. `prefix` precedes
 * its name in the message.
 */
export function assertAtLeastZero(
  options: Readonly<Record<string, unknown>>,
  operation?: string | undefined,
  prefix = '',
): void {
  for (const name in options) {
    const value = options[name]
    if (typeof value === 'number' && value >= 0) continue
    const received = typeof value === 'number' ? value : typeof value
    rejectInput(prefix + name, operation)(`must be a number of at least 0; received ${received}`)
  }
}
