import { CredentialError } from '../errors/credential-error.ts'
import type { Security, SecurityScheme } from '../operation/operation.ts'
import type { Clock } from './clock.ts'
import { type CredentialCache, credentialCache } from './credential-cache.ts'
import type { Credential } from './provided-credential.ts'

/** Returns the cache of the credential of a scheme; undefined if the credential is not set. */
export type FindCredential = (scheme: SecurityScheme) => CredentialCache | undefined

/**
 * Returns the credentials among the options.
 *
 * @param parent - Finds the credentials that are not among the options.
 */
export function credentialsOf(
  options: Readonly<Record<string, unknown>>,
  clock: Clock,
  parent?: FindCredential,
): FindCredential {
  const caches: Record<string, CredentialCache> = {}
  return (scheme) => {
    const { option, encode } = scheme
    const credential = options[option]
    if (credential === undefined) return parent?.(scheme)
    caches[option] ??= credentialCache(option, credential as Credential, clock, encode)
    return caches[option]
  }
}

/**
 * Returns the first alternative whose credentials are set. Throws CredentialError with the names of
 * the options if none is.
 */
export function chooseSchemes(
  find: FindCredential,
  security: Security | undefined,
  operation: string | undefined,
): readonly SecurityScheme[] {
  let isOptional = !security?.length
  for (const schemes of security ?? []) {
    if (schemes.length === 0) isOptional = true
    else if (schemes.every(find)) return schemes
  }
  if (isOptional) return []
  const options = [...new Set(security?.flat().map(({ option }) => option))]
  const names = options.join('` or `')
  const message = `${operation ?? 'The call'} needs a credential; set \`${names}\` in createClient().`
  throw new CredentialError(message, { options, operation })
}
