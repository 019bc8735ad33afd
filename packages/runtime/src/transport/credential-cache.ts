import { CredentialError } from '../errors/credential-error.ts'
import { TimeoutError } from '../errors/timeout-error.ts'
import type { SecurityScheme } from '../operation/operation.ts'
import type { Clock } from './clock.ts'

/** A credential that expires at a known time. */
export interface ExpiringCredential {
  value: string
  /** Expiry as a date or in milliseconds since the epoch. The credential is renewed 30 seconds earlier. */
  expiresAt: Date | number
}

/** Why a provider is called: nothing is cached yet, the cached value expired, or the server responded with a 401. */
export type CredentialReason = 'initial' | 'expired' | 'unauthorized'

/** A fixed credential, or a provider that fetches one. Its value is cached; concurrent calls share one fetch. */
export type Credential =
  | string
  | ((context: {
      reason: CredentialReason
    }) => string | ExpiringCredential | Promise<string | ExpiringCredential>)

const renewBefore = 30_000
const deniedFor = 60_000
const day = 86_400_000

/** What a provider returned, or why it is of no use. */
interface Provided {
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

function checked(provided: unknown, now: number): Provided {
  const { value, expiresAt = Infinity } = Object(
    typeof provided === 'string' ? { value: provided } : provided,
  ) as ExpiringCredential
  const expiry = typeof expiresAt === 'string' ? Number.NaN : Number(expiresAt)
  return { value, expiresAt: expiry, problem: credentialProblem(value, expiry - now) }
}

/** A provider with the value it returned last. */
export interface CredentialCache {
  /**
   * Returns the value, fetched if it is missing or about to expire. A provider that does not settle before the signal
   * aborts is called again by the next call.
   */
  get(operation: string | undefined, signal: AbortSignal): string | Promise<string>
  /** Returns whether there is another value to try than the one that was rejected with a 401. */
  renew(rejected: string, operation: string, signal: AbortSignal): Promise<boolean>
  /**
   * Remembers that an operation was rejected with a renewed value: it lacks a permission, and nothing is renewed for it
   * until it succeeds, the value expires, or a minute has passed.
   */
  deny(operation: string): void
  /** Forgets that an operation was rejected. */
  accept(operation: string): void
}

/** Returns the cache of the credential that an option holds. */
export function credentialCache(
  option: string,
  credential: Credential,
  clock: Clock,
  encode?: SecurityScheme['encode'],
): CredentialCache {
  let current: string | undefined
  let renewAt = 0
  let pending: Promise<Provided> | undefined
  // Until when nothing is renewed for operations that were rejected with a renewed value: they lack a permission. Another
  // value from a renewal does not end that, because two such operations would renew for each other without end.
  const deniedUntil = new Map<string, number>()

  const provide = async (reason: CredentialReason): Promise<Provided> => {
    try {
      const provided: unknown =
        typeof credential === 'function' ? await credential({ reason }) : credential
      return checked(encode ? encode(provided) : provided, clock.now())
    } catch (cause) {
      return { value: '', expiresAt: 0, problem: 'has a function that failed; see `cause`', cause }
    }
  }

  const fetch = async (
    reason: CredentialReason,
    operation: string | undefined,
    signal: AbortSignal,
  ): Promise<string> => {
    pending ??= provide(reason)
    const started = pending
    signal.addEventListener('abort', () => {
      // An abort by the caller does not mean that the provider hangs.
      if (pending === started && signal.reason instanceof TimeoutError) pending = undefined
    })
    const { value, expiresAt, problem, cause } = await started
    // A provider that took too long must not replace what another call fetched since. The first call to go on is the one
    // that started this fetch, so `reason` is why.
    if (pending === started) {
      pending = undefined
      if (!problem) {
        if (reason !== 'unauthorized') deniedUntil.clear()
        current = value
        renewAt = expiresAt - renewBefore
      }
    }
    if (!problem) return value
    const message = `The credential \`${option}\` ${problem}.`
    throw new CredentialError(message, { options: [option], cause, operation })
  }

  return {
    get(operation, signal) {
      if (current === undefined) return fetch('initial', operation, signal)
      const isFresh = renewAt === Infinity || clock.now() < renewAt
      return isFresh ? current : fetch('expired', operation, signal)
    },
    async renew(rejected, operation, signal) {
      if (typeof credential !== 'function') return false
      // Another call may have renewed it since this one was sent.
      if (current !== undefined && current !== rejected) return true
      if (clock.now() < (deniedUntil.get(operation) ?? 0)) return false
      return (await fetch('unauthorized', operation, signal)) !== rejected
    },
    deny(operation) {
      deniedUntil.set(operation, clock.now() + deniedFor)
    },
    accept(operation) {
      deniedUntil.delete(operation)
    },
  }
}
