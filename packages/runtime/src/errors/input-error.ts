import { CallError, type CallErrorOptions, isCallErrorNamed } from './call-error.ts'

/** The call was refused before the network: its input cannot be sent as it is. */
export class InputError extends CallError {
  override readonly name = 'InputError' as const
  /** Name of the input member at fault. */
  readonly parameter: string

  constructor(parameter: string, message: string, options?: CallErrorOptions) {
    super(message, options)
    this.parameter = parameter
  }
}

/** Tells whether a value is an {@link InputError}. */
export function isInputError(error: unknown): error is InputError {
  return isCallErrorNamed(error, 'InputError')
}
