import { isCallErrorNamed } from '../errors/call-error.ts'
import { CredentialError } from '../errors/credential-error.ts'
import type { SecurityScheme } from '../operation/operation.ts'
import type { Clock } from './time-limit.ts'

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
  readonly problem?: string
  readonly cause?: unknown
}

function checked(provided: unknown, now: number): Provided {
  const { value, expiresAt = Infinity } = (
    typeof provided === 'string' ? { value: provided } : (provided ?? {})
  ) as Partial<ExpiringCredential>
  const expiry = typeof expiresAt === 'string' ? Number.NaN : Number(expiresAt)
  const problem =
    value === ''
      ? 'is empty; set it to a key, or to a function that returns one'
      : typeof value !== 'string' || !/^[\x21-\x7e]+$/.test(value)
        ? 'must be a string without whitespace'
        : // Seconds since the epoch, as in a JWT, would be a date in 1970.
          expiry > now - day && (expiry < now + 36_500 * day || expiresAt === Infinity)
          ? undefined
          : 'has an `expiresAt` that is no sensible time; it must be a Date or milliseconds since the epoch'
  return { value: value as string, expiresAt: expiry, ...(problem && { problem }) }
}

/** A provider with the value it returned last. */
export class CredentialCache {
  readonly #option: string
  readonly #credential: Credential
  readonly #clock: Clock
  readonly #encode: SecurityScheme['encode'] | undefined
  #value: string | undefined
  #renewAt = 0
  #pending: Promise<Provided> | undefined
  // Until when nothing is renewed for operations that were rejected with a renewed value: they lack a permission. Another
  // value from a renewal does not end that, because two such operations would renew for each other without end.
  readonly #deniedUntil = new Map<string, number>()

  constructor(
    option: string,
    credential: Credential,
    clock: Clock,
    encode?: SecurityScheme['encode'],
  ) {
    this.#option = option
    this.#credential = credential
    this.#clock = clock
    this.#encode = encode
  }

  async #provide(reason: CredentialReason): Promise<Provided> {
    const credential = this.#credential
    try {
      const provided: unknown =
        typeof credential === 'function' ? await credential({ reason }) : credential
      return checked(this.#encode ? this.#encode(provided) : provided, this.#clock.now())
    } catch (cause) {
      return { value: '', expiresAt: 0, problem: 'has a function that failed; see `cause`', cause }
    }
  }

  #keep(pending: Promise<Provided>, reason: CredentialReason, provided: Provided): void {
    // A provider that took too long must not replace what another call fetched since.
    if (this.#pending !== pending) return
    this.#pending = undefined
    if (provided.problem) return
    if (reason !== 'unauthorized') this.#deniedUntil.clear()
    this.#value = provided.value
    this.#renewAt = provided.expiresAt - renewBefore
  }

  async #fetch(
    reason: CredentialReason,
    operation: string | undefined,
    signal: AbortSignal,
  ): Promise<string> {
    if (!this.#pending) {
      const started = this.#provide(reason)
      this.#pending = started
      started.then((provided) => this.#keep(started, reason, provided))
    }
    const pending = this.#pending
    const forget = () => {
      // An abort by the caller does not mean that the provider hangs.
      const isLate = isCallErrorNamed(signal.reason, 'TimeoutError')
      if (isLate && this.#pending === pending) this.#pending = undefined
    }
    signal.addEventListener('abort', forget)
    const { value, problem, cause } = await pending
    signal.removeEventListener('abort', forget)
    if (!problem) return value
    throw new CredentialError([this.#option], `The credential \`${this.#option}\` ${problem}.`, {
      operation,
      ...(cause !== undefined && { cause }),
    })
  }

  /** Returns the value, fetched if it is missing or about to expire. */
  get(operation: string | undefined, signal: AbortSignal): string | Promise<string> {
    if (this.#value === undefined) return this.#fetch('initial', operation, signal)
    if (this.#clock.now() < this.#renewAt) return this.#value
    return this.#fetch('expired', operation, signal)
  }

  /** Returns whether there is another value to try than the one that was rejected with a 401. */
  async renew(rejected: string, operation: string, signal: AbortSignal): Promise<boolean> {
    if (typeof this.#credential !== 'function') return false
    // Another call may have renewed it since this one was sent.
    if (this.#value !== undefined && this.#value !== rejected) return true
    if (this.#clock.now() < (this.#deniedUntil.get(operation) ?? 0)) return false
    return (await this.#fetch('unauthorized', operation, signal)) !== rejected
  }

  /** Remembers that an operation was rejected with a renewed value. */
  deny(operation: string): void {
    this.#deniedUntil.set(operation, this.#clock.now() + deniedFor)
  }

  /** Forgets that an operation was rejected. */
  accept(operation: string): void {
    this.#deniedUntil.delete(operation)
  }
}
