import { CredentialError } from '../errors/credential-error.ts'
import type { Security, SecurityScheme } from '../operation/operation.ts'
import { type Credential, CredentialCache } from './credential-cache.ts'
import type { Clock } from './time-limit.ts'

/** The call that received a 401. */
export interface Unauthorized {
  readonly operation: string
  /** Whether its credential had just been renewed. */
  readonly wasRenewed: boolean
}

/** The credentials of a client, by the options that hold them. */
export class Credentials {
  readonly #options: Readonly<Record<string, unknown>>
  readonly #clock: Clock
  readonly #parent: Credentials | undefined
  readonly #caches = new Map<string, CredentialCache>()

  /** @param parent - Holds the credentials that are not among the options. */
  constructor(options: Readonly<Record<string, unknown>>, clock: Clock, parent?: Credentials) {
    this.#options = options
    this.#clock = clock
    this.#parent = parent
  }

  /** Returns whether a credential is set. */
  has(option: string): boolean {
    return this.#options[option] !== undefined || this.#parent?.has(option) === true
  }

  #cache(scheme: SecurityScheme): CredentialCache {
    const { option, encode } = scheme
    const credential = this.#options[option] as Credential | undefined
    if (credential === undefined && this.#parent) return this.#parent.#cache(scheme)
    let cache = this.#caches.get(option)
    if (!cache) {
      cache = new CredentialCache(option, credential as Credential, this.#clock, encode)
      this.#caches.set(option, cache)
    }
    return cache
  }

  /** Returns the first alternative whose credentials are set. Throws CredentialError with the names of the options if none is. */
  choose(security: Security | undefined, operation: string | undefined): readonly SecurityScheme[] {
    const alternatives = security?.length ? security : [[]]
    const isMet = (schemes: readonly SecurityScheme[]) =>
      schemes.every(({ option }) => this.has(option))
    // An empty alternative is always met, so it comes last.
    const alternative =
      alternatives.find((schemes) => schemes.length > 0 && isMet(schemes)) ??
      alternatives.find(isMet)
    if (alternative) return alternative
    const missing = [...new Set(alternatives.flat().map(({ option }) => option))]
    const names = missing.join('` or `')
    const message = `${operation ?? 'The call'} needs a credential; set \`${names}\` in createClient().`
    throw new CredentialError(missing, message, { operation })
  }

  /** Returns the values to send. A provider that does not settle before the signal aborts is called again by the next call. */
  values(
    schemes: readonly SecurityScheme[],
    operation: string | undefined,
    signal: AbortSignal,
  ): Promise<readonly string[]> {
    return Promise.all(schemes.map((scheme) => this.#cache(scheme).get(operation, signal)))
  }

  /**
   * Renews credentials after a 401 and returns whether the request should be sent again. If they had just been renewed,
   * the operation lacks a permission, and nothing is renewed for it until it succeeds, a credential expires, or a minute
   * has passed.
   */
  async renew(
    schemes: readonly SecurityScheme[],
    values: readonly string[],
    { operation, wasRenewed }: Unauthorized,
    signal: AbortSignal,
  ): Promise<boolean> {
    const renewed = schemes.map(async (scheme, index) => {
      const cache = this.#cache(scheme)
      if (!wasRenewed) return cache.renew(values[index] as string, operation, signal)
      cache.deny(operation)
      return false
    })
    return (await Promise.all(renewed)).includes(true)
  }

  /** Ends what {@link renew} remembered of an operation, because it succeeded. */
  accept(schemes: readonly SecurityScheme[], operation: string): void {
    for (const scheme of schemes) this.#cache(scheme).accept(operation)
  }
}
