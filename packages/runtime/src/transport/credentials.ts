import { CredentialError } from '../errors/credential-error.ts'
import type { Security, SecurityScheme } from '../operation/operation.ts'
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

/** The call that received a 401. */
export interface Unauthorized {
  readonly operation: string
  /** Whether its credential had just been renewed. */
  readonly wasRenewed: boolean
}

/** A provider with the value it returned last. */
interface CredentialCache {
  get(): string | Promise<string>
  /** Returns whether there is another value to try than `rejected`. */
  renew(rejected: string, call: Unauthorized): Promise<boolean>
}

function credentialCache(option: string, credential: Credential, clock: Clock): CredentialCache {
  let value: string | undefined
  let renewAt = 0
  let pending: Promise<string> | undefined
  // Operations that were rejected with a renewed value: their 401 means a missing permission, so renewing does not help.
  const denied = new Set<string>()

  const callProvider = async (reason: CredentialReason): Promise<string> => {
    let provided: string | ExpiringCredential
    try {
      provided = typeof credential === 'string' ? credential : await credential({ reason })
    } catch (cause) {
      throw new CredentialError([option], `The provider of \`${option}\` failed; see \`cause\`.`, {
        cause,
      })
    }
    const next: Partial<ExpiringCredential> | undefined =
      typeof provided === 'string' ? { value: provided } : provided
    if (typeof next?.value !== 'string' || !/^[\x21-\x7e]+$/.test(next.value)) {
      throw new CredentialError(
        [option],
        `The credential \`${option}\` must be a string without whitespace.`,
      )
    }
    if (next.value !== value) denied.clear()
    value = next.value
    renewAt = Number(next.expiresAt ?? Infinity) - renewBefore
    return value
  }

  const fetch = (reason: CredentialReason): Promise<string> => {
    pending ??= callProvider(reason).finally(() => {
      pending = undefined
    })
    return pending
  }

  return {
    get() {
      if (value === undefined) return fetch('initial')
      return clock.now() < renewAt ? value : fetch('expired')
    },
    async renew(rejected, { operation, wasRenewed }) {
      if (wasRenewed) denied.add(operation)
      if (typeof credential === 'string' || denied.has(operation)) return false
      // Another call may have renewed it since this one was sent.
      if (value !== undefined && value !== rejected) return true
      return (await fetch('unauthorized')) !== rejected
    },
  }
}

/** The credentials of a client, by the options that hold them. */
export interface Credentials {
  /** Returns the first alternative whose credentials are set. Throws CredentialError with the names of the options if none is. */
  choose(security: Security | undefined, operation: string | undefined): readonly SecurityScheme[]
  /** Returns the values to send. */
  values(schemes: readonly SecurityScheme[]): Promise<readonly string[]>
  /**
   * Renews credentials after a 401 and returns whether the request should be sent again. If they had just been renewed,
   * the operation lacks a permission; that is remembered, and nothing is renewed for it again.
   */
  renew(
    schemes: readonly SecurityScheme[],
    values: readonly string[],
    call: Unauthorized,
  ): Promise<boolean>
}

/** Returns the credentials among the options of a client. */
export function credentialsOf(
  options: Readonly<Record<string, unknown>>,
  clock: Clock,
): Credentials {
  const caches = new Map<string, CredentialCache>()
  const cacheOf = ({ option }: SecurityScheme): CredentialCache => {
    const cache =
      caches.get(option) ?? credentialCache(option, options[option] as Credential, clock)
    caches.set(option, cache)
    return cache
  }
  return {
    choose(security, operation) {
      const alternatives = security?.length ? security : [[]]
      const isMet = (schemes: readonly SecurityScheme[]) =>
        schemes.every(({ option }) => options[option] !== undefined)
      // An empty alternative is always met, so it comes last.
      const alternative =
        alternatives.find((schemes) => schemes.length > 0 && isMet(schemes)) ??
        alternatives.find(isMet)
      if (alternative) return alternative
      const missing = [...new Set(alternatives.flat().map(({ option }) => option))]
      const names = missing.join('` or `')
      const message = `${operation ?? 'The call'} needs a credential; set \`${names}\` in createClient().`
      throw new CredentialError(missing, message, { operation })
    },
    values(schemes) {
      return Promise.all(schemes.map((scheme) => cacheOf(scheme).get()))
    },
    async renew(schemes, values, call) {
      const renewed = schemes.map((scheme, index) =>
        cacheOf(scheme).renew(values[index] as string, call),
      )
      return (await Promise.all(renewed)).includes(true)
    },
  }
}
