import { CallError, type CallErrorOptions, isCallErrorNamed } from './call-error.ts'

/** The call was refused before the network: its credential is missing, could not be had, or may not go to that host. */
export class CredentialError extends CallError {
  override readonly name = 'CredentialError' as const
  /** Options of `createClient`, any of which would do. */
  readonly options: readonly string[]

  constructor(options: readonly string[], message: string, extra?: CallErrorOptions) {
    super(message, extra)
    this.options = options
  }
}

/** Tells whether a value is a {@link CredentialError}. */
export function isCredentialError(error: unknown): error is CredentialError {
  return isCallErrorNamed(error, 'CredentialError')
}
