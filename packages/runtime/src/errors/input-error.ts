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

/** Throws the {@link InputError} of the first name that is not known; `prefix` precedes it in the message. */
export function assertKnown(
  names: object,
  known: readonly string[],
  { prefix = '', operation }: { prefix?: string; operation?: string | undefined } = {},
): void {
  for (const name of Object.keys(names)) {
    if (known.includes(name)) continue
    const option = prefix + name
    const message = `The option \`${option}\` does not exist. Use one of ${known.join(', ')}.`
    throw new InputError(option, message, { operation })
  }
}

/** Throws the {@link InputError} of an option that is no number of at least 0; `Infinity` is one. */
export function assertAtLeastZero(
  option: string,
  value: unknown,
  operation?: string | undefined,
): void {
  if (typeof value === 'number' && value >= 0) return
  const received = typeof value === 'number' ? value : typeof value
  const message = `\`${option}\` must be a number of at least 0; received ${received}.`
  throw new InputError(option, message, { operation })
}

/** Returns a function that throws the {@link InputError} of an input property. */
export function rejectInput(name: string, operation: string | undefined): RejectInput {
  return (problem) => {
    throw new InputError(name, `Input \`${name}\` ${problem}.`, { operation })
  }
}
