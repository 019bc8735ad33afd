import { CredentialError } from '../errors/credential-error.ts'
import type { Security, SecurityScheme } from '../operation/operation.ts'
import type { Clock } from './time-limit.ts'

/** A credential whose end is known. */
export interface ExpiringCredential {
  value: string
  /** When it ends, as a date or in milliseconds since the epoch. It is renewed 30 seconds before. */
  expiresAt: Date | number
}

/** Why a provider is asked: nothing is cached yet, the cached value ended, or the service answered 401. */
export type CredentialReason = 'initial' | 'expired' | 'unauthorized'

/** A fixed credential, or a function that fetches one. The function's answer is kept, and asked for once at a time. */
export type Credential =
  | string
  | ((context: {
      reason: CredentialReason
    }) => string | ExpiringCredential | Promise<string | ExpiringCredential>)

const renewBefore = 30_000

/** A provider with what it answered last. */
interface CredentialCache {
  get(): string | Promise<string>
  /** After a 401 to `used`, which was `fresh` or not: true when there is another value to try. */
  renew(used: string, caller: string, fresh: boolean): Promise<boolean>
}

function credentialCache(option: string, credential: Credential, clock: Clock): CredentialCache {
  let value: string | undefined
  let endsAt = Number.POSITIVE_INFINITY
  let pending: Promise<string> | undefined
  // Operations that were refused with a fresh value: their 401 means a missing permission, which renewing cannot mend.
  const denied = new Set<string>()

  const ask = async (reason: CredentialReason): Promise<string> => {
    let answer: string | ExpiringCredential
    try {
      answer = typeof credential === 'string' ? credential : await credential({ reason })
    } catch (cause) {
      throw new CredentialError([option], `The provider of \`${option}\` failed; see cause.`, {
        cause,
      })
    }
    const given: Partial<ExpiringCredential> | undefined =
      typeof answer === 'string' ? { value: answer } : answer
    if (typeof given?.value !== 'string' || !/^[\x21-\x7e]+$/.test(given.value)) {
      throw new CredentialError(
        [option],
        `What \`${option}\` gave is not a text without spaces and line breaks.`,
      )
    }
    if (given.value !== value) denied.clear()
    value = given.value
    endsAt = Number(given.expiresAt ?? Number.POSITIVE_INFINITY) - renewBefore
    return value
  }

  const fetch = (reason: CredentialReason): Promise<string> => {
    pending ??= ask(reason).finally(() => {
      pending = undefined
    })
    return pending
  }

  return {
    get() {
      return value !== undefined && clock.now() < endsAt
        ? value
        : fetch(value === undefined ? 'initial' : 'expired')
    },
    async renew(used, caller, fresh) {
      if (fresh) denied.add(caller)
      if (typeof credential === 'string' || denied.has(caller)) return false
      // Another call may have renewed it since this one was sent.
      return (value !== undefined && value !== used) || (await fetch('unauthorized')) !== used
    },
  }
}

/** The credentials of a client, by the options that feed them. */
export interface Credentials {
  /** The first alternative that can be met. Throws CredentialError, naming the options to set, when none can. */
  choose(security: Security | undefined, operation: string | undefined): readonly SecurityScheme[]
  /** What to send; at once where all of it is known. */
  values(schemes: readonly SecurityScheme[]): readonly string[] | Promise<readonly string[]>
  /**
   * After a 401 to these values: true when at least one was renewed, so that one replay makes sense. When they had just
   * been renewed, the caller lacks a permission; that is remembered, and nothing is renewed for it again.
   */
  renew(
    schemes: readonly SecurityScheme[],
    values: readonly string[],
    caller: string,
    fresh: boolean,
  ): Promise<boolean>
}

/** Reads the credentials among the options of a client. */
export function credentialsOf(
  options: Readonly<Record<string, unknown>>,
  clock: Clock,
): Credentials {
  const sources = new Map<string, CredentialCache>()
  const source = ({ option }: SecurityScheme): CredentialCache => {
    const known =
      sources.get(option) ?? credentialCache(option, options[option] as Credential, clock)
    sources.set(option, known)
    return known
  }
  return {
    choose(security = [], operation) {
      const isMet = (schemes: readonly SecurityScheme[]) =>
        schemes.every(({ option }) => options[option] !== undefined)
      // An empty alternative is always met, and the last resort.
      const met =
        security.find((schemes) => schemes.length > 0 && isMet(schemes)) ?? security.find(isMet)
      if (met || security.length === 0) return met ?? []
      const wanted = [...new Set(security.flat().map(({ option }) => option))]
      const asked = wanted.map((name) => `\`${name}\``).join(' or ')
      const message = `${operation ?? 'The call'} needs a credential; give createClient the option ${asked}.`
      throw new CredentialError(wanted, message, { operation })
    },
    values(schemes) {
      const values = schemes.map((scheme) => source(scheme).get())
      return values.some((value) => typeof value !== 'string')
        ? Promise.all(values)
        : (values as string[])
    },
    async renew(schemes, values, caller, fresh) {
      const renewed = schemes.map((scheme, index) =>
        source(scheme).renew(values[index] as string, caller, fresh),
      )
      return (await Promise.all(renewed)).includes(true)
    },
  }
}
