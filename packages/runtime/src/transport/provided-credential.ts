import type { SecurityScheme } from '../operation/operation.ts'
import type { Clock } from './clock.ts'

/** A credential that expires at a known time. */
export interface ExpiringCredential {
  value: string
  /**
   * Expiry as a date or in milliseconds since the epoch. The credential is renewed 30 seconds
   * earlier.
   */
  expiresAt: Date | number
}

/**
 * Why a provider is called: nothing is cached yet, the cached value expired, or the server
 * responded with a 401.
 */
export type CredentialReason = 'initial' | 'expired' | 'unauthorized'

/**
 * A fixed credential, or a provider that fetches one. Its value is cached; concurrent calls share
 * one fetch.
 */
export type Credential =
  | string
  | ((context: {
      reason: CredentialReason
    }) => string | ExpiringCredential | Promise<string | ExpiringCredential>)

const day = 86_400_000

/** What a provider returned, or why it cannot be used. */
export interface ProvidedCredential {
  readonly value: string
  readonly expiresAt: number
  readonly problem?: string | undefined
  readonly cause?: unknown
}

function credentialProblem(value: unknown, timeLeft: number): string | undefined {
  if (value === '') return 'is empty; set it to a key, or to a function that returns one'
  if (typeof value !== 'string' || !/^[\x21-\x7e]+$/.test(value)) {
    return 'must be a string without whitespace'
  }
  // Seconds since the epoch, as in a JWT, would be a date in 1970.
  if (timeLeft > -day && (timeLeft < 36_500 * day || timeLeft === Infinity)) return undefined
  return 'has an `expiresAt` that is no sensible time; use a Date or milliseconds since the epoch'
}

function checked(provided: unknown, now: number): ProvidedCredential {
  const { value, expiresAt = Infinity } = Object(
    typeof provided === 'string' ? { value: provided } : provided,
  ) as ExpiringCredential
  const expiry = typeof expiresAt === 'string' ? Number.NaN : Number(expiresAt)
  return { value, expiresAt: expiry, problem: credentialProblem(value, expiry - now) }
}

/** Returns what a credential is now; a provider is called. */
export async function provideCredential(
  credential: Credential,
  reason: CredentialReason,
  clock: Clock,
  encode: SecurityScheme['encode'],
): Promise<ProvidedCredential> {
  try {
    const provided: unknown =
      typeof credential === 'function' ? await credential({ reason }) : credential
    return checked(encode ? encode(provided) : provided, clock.now())
  } catch (cause) {
    return { value: '', expiresAt: 0, problem: 'has a function that failed; see `cause`', cause }
  }
}
