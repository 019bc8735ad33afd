import { CredentialError } from '../errors/credential-error.ts'
import { TimeoutError } from '../errors/timeout-error.ts'
import type { SecurityScheme } from '../operation/operation.ts'
import type { Clock } from './clock.ts'
import {
  type Credential,
  type CredentialReason,
  type ProvidedCredential,
  provideCredential,
} from './provided-credential.ts'

const renewBefore = 30_000
const deniedFor = 60_000

/** A provider with the value it returned last. */
export interface CredentialCache {
  /**
   * Returns the value, fetched if it is missing or about to expire. A provider that does not settle
   * before the signal aborts is called again by the next call.
   */
  get(operation: string | undefined, signal: AbortSignal): string | Promise<string>
  /** Returns whether there is another value to try than the one that was rejected with a 401. */
  renew(rejected: string, operation: string, signal: AbortSignal): Promise<boolean>
  /**
   * Remembers that an operation was rejected with a renewed value: it lacks a permission, and
   * nothing is renewed for it until it succeeds, the value expires, or a minute has passed.
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
  let pending: Promise<ProvidedCredential> | undefined
  // Until when nothing is renewed for operations that were rejected with a renewed value: they lack
  // a permission. Another value from a renewal does not end that, because two such operations would
  // renew for each other without end.
  const deniedUntil = new Map<string, number>()

  const fetch = async (
    reason: CredentialReason,
    operation: string | undefined,
    signal: AbortSignal,
  ): Promise<string> => {
    pending ??= provideCredential(credential, reason, clock, encode)
    const started = pending
    signal.addEventListener('abort', () => {
      // An abort by the caller does not mean that the provider hangs.
      if (pending === started && signal.reason instanceof TimeoutError) pending = undefined
    })
    const { value, expiresAt, problem, cause } = await started
    // A provider that took too long must not replace what another call fetched since. The first
    // call to go on is the one that started this fetch, so `reason` is why.
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
