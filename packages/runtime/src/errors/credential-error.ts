import { CallError, isCallErrorNamed } from './call-error.ts'

interface CredentialErrorProperties {
  readonly options: readonly string[]
}

/** The request was not sent: its credential is missing, its provider failed, or the host may not receive it. */
export class CredentialError extends CallError<CredentialErrorProperties> {
  override readonly name = 'CredentialError' as const
  /** Options of `createClient`; setting one of them is enough. */
  declare readonly options: readonly string[]
}

/** Returns whether a value is a {@link CredentialError}. */
export function isCredentialError(error: unknown): error is CredentialError {
  return isCallErrorNamed(error, 'CredentialError')
}
