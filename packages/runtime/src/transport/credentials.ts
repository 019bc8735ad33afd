import { CredentialError } from '../errors/credential-error.ts'
import type { Security, SecurityScheme } from '../operation/operation.ts'
import { type Credential, type CredentialCache, credentialCache } from './credential-cache.ts'
import type { Clock } from './time-limit.ts'

type Schemes = readonly SecurityScheme[]

/** The credentials of a client, by the options that hold them. */
export interface Credentials {
  /** Returns the cache of the credential of a scheme; undefined if it is not set. */
  find(scheme: SecurityScheme): CredentialCache | undefined
  /** Returns the caches of chosen schemes. */
  cachesOf(schemes: Schemes): readonly CredentialCache[]
  /** Returns the first alternative whose credentials are set. Throws CredentialError with the names of the options if none is. */
  choose(security: Security | undefined, operation: string | undefined): Schemes
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
  const find = (scheme: SecurityScheme) => {
    const { option, encode } = scheme
    const credential = options[option]
    if (credential === undefined) return parent?.find(scheme)
    caches[option] ??= credentialCache(option, credential as Credential, clock, encode)
    return caches[option]
  }
  return {
    find,
    cachesOf: (schemes) => schemes.map((scheme) => find(scheme) as CredentialCache),
    choose(security, operation) {
      const alternatives = security?.length ? security : [[]]
      const met = alternatives.filter((schemes) => schemes.every(find))
      // An empty alternative is always met, so it comes last.
      const chosen = met.find((schemes) => schemes.length > 0) ?? met[0]
      if (chosen) return chosen
      const missing = [...new Set(alternatives.flat().map(({ option }) => option))]
      const names = missing.join('` or `')
      const message = `${operation ?? 'The call'} needs a credential; set \`${names}\` in createClient().`
      throw new CredentialError(missing, message, { operation })
    },
  }
}
