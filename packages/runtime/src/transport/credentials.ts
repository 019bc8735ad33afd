import { CredentialError } from '../errors/credential-error.ts'
import type { Security, SecurityScheme } from '../operation/operation.ts'
import { type Credential, type CredentialCache, credentialCache } from './credential-cache.ts'
import type { Clock } from './time-limit.ts'

type Schemes = readonly SecurityScheme[]

/** The credentials of a client, by the options that hold them. */
export interface Credentials {
  /** Returns the cache of a credential; undefined if it is not set. */
  find(option: string): CredentialCache | undefined
  /** Returns the first alternative whose credentials are set. Throws CredentialError with the names of the options if none is. */
  choose(security: Security | undefined, operation: string | undefined): Schemes
  /** Returns the values to send. A provider that does not settle before the signal aborts is called again by the next call. */
  values(
    schemes: Schemes,
    operation: string | undefined,
    signal: AbortSignal,
  ): readonly string[] | Promise<readonly string[]>
  /** Renews credentials after a 401 and returns whether the request should be sent again. */
  renew(
    schemes: Schemes,
    values: readonly string[],
    operation: string,
    signal: AbortSignal,
  ): Promise<boolean>
  /**
   * Remembers that an operation was rejected with renewed credentials: it lacks a permission, and nothing is renewed for
   * it until it succeeds, a credential expires, or a minute has passed.
   */
  deny(schemes: Schemes, operation: string): void
  /** Ends what {@link deny} remembered of an operation, because it succeeded. */
  accept(schemes: Schemes, operation: string): void
}

/**
 * Returns the credentials among the options.
 *
 * @param parent - Holds the credentials that are not among the options.
 */
export function credentialsOf(
  options: Readonly<Record<string, unknown>>,
  clock: Clock,
  parent?: Credentials,
): Credentials {
  const caches: Record<string, CredentialCache> = {}
  const find = (option: string) => {
    const credential = options[option]
    if (credential === undefined) return parent?.find(option)
    caches[option] ??= credentialCache(option, credential as Credential, clock)
    return caches[option]
  }
  const cachesOf = (schemes: Schemes) =>
    schemes.map(({ option }) => find(option) as CredentialCache)
  return {
    find,
    choose(security, operation) {
      const alternatives = security?.length ? security : [[]]
      const met = alternatives.filter((schemes) => schemes.every(({ option }) => find(option)))
      // An empty alternative is always met, so it comes last.
      const chosen = met.find((schemes) => schemes.length > 0) ?? met[0]
      if (chosen) return chosen
      const missing = [...new Set(alternatives.flat().map(({ option }) => option))]
      const names = missing.join('` or `')
      const message = `${operation ?? 'The call'} needs a credential; set \`${names}\` in createClient().`
      throw new CredentialError(missing, message, { operation })
    },
    values(schemes, operation, signal) {
      const values = cachesOf(schemes).map((cache) => cache.get(operation, signal))
      // Most often all are cached, and `Promise.all` would create a promise for each.
      return values.every((value) => typeof value === 'string') ? values : Promise.all(values)
    },
    async renew(schemes, values, operation, signal) {
      const renewed = cachesOf(schemes).map((cache, index) =>
        cache.renew(values[index] as string, operation, signal),
      )
      return (await Promise.all(renewed)).includes(true)
    },
    deny(schemes, operation) {
      for (const { option } of schemes) find(option)?.deny(operation)
    },
    accept(schemes, operation) {
      for (const { option } of schemes) find(option)?.accept(operation)
    },
  }
}
