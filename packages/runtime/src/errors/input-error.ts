import type { RejectInput } from '../operation/serializer.ts'
import { CallError, type CallErrorOptions, isCallErrorNamed } from './call-error.ts'

/** The call was rejected before a request was sent: its input cannot be sent. */
export class InputError extends CallError<{ readonly parameter: string }> {
  override readonly name = 'InputError' as const
  /** Name of the invalid input property or option. */
  declare readonly parameter: string

  constructor(parameter: string, message: string, options?: CallErrorOptions) {
    super(message, { ...options, parameter })
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

/** Options of which some may be left out. */
export type Given<Options> = { readonly [Name in keyof Options]?: Options[Name] | undefined }

/**
 * Returns the options that have a default, with that of each which is not given. Throws InputError for one whose default
 * is a number and that is none of at least 0; `Infinity` is one. `prefix` precedes its name in the message.
 */
export function resolveOptions<Options extends object>(
  defaults: Options,
  given: Given<Options>,
  operation?: string | undefined,
  prefix = '',
): Options {
  const resolved = { ...defaults }
  for (const name in defaults) {
    const value: unknown = given[name]
    if (value === undefined) continue
    if (typeof defaults[name] === 'number' && !(typeof value === 'number' && value >= 0)) {
      const received = typeof value === 'number' ? value : typeof value
      rejectInput(prefix + name, operation)(`must be a number of at least 0; received ${received}`)
    }
    resolved[name] = value as Options[typeof name]
  }
  return resolved
}
