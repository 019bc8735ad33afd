import { type Clock, orAbort } from './clock.ts'
import { CredentialError } from './errors/credential-error.ts'
import type { Contract, SecurityScheme } from './operation.ts'

/** A credential whose end is known. */
export interface ExpiringCredential {
  value: string
  /** When it ends, as a date or in milliseconds since the epoch. It is renewed 30 seconds before. */
  expiresAt: Date | number
}

/** Why a provider is asked: nothing is cached yet, the cached value ended, or the service answered 401. */
export type CredentialReason = 'first' | 'expired' | 'unauthorized'

/** A fixed credential, or a function that fetches one. The function's answer is kept, and asked for once at a time. */
export type Credential =
  | string
  | ((context: { reason: CredentialReason }) => string | ExpiringCredential | Promise<string | ExpiringCredential>)

const renewBefore = 30_000

// A provider with what it answered last.
class Source {
  readonly #option: string
  readonly #credential: Credential
  readonly #clock: Clock
  #value: string | undefined
  #endsAt = Number.POSITIVE_INFINITY
  #flight: Promise<string> | undefined
  // Operations that were refused with a fresh value: their 401 means a missing permission, which renewing cannot mend.
  readonly #refused = new Set<string>()

  constructor(option: string, credential: Credential, clock: Clock) {
    this.#option = option
    this.#credential = credential
    this.#clock = clock
  }

  get(signal: AbortSignal): Promise<string> {
    if (this.#value !== undefined && this.#clock.now() < this.#endsAt) return Promise.resolve(this.#value)
    return orAbort(this.#fetch(this.#value === undefined ? 'first' : 'expired'), signal)
  }

  /** After a 401 to `used`: true when there is another value to try. */
  async renew(used: string, caller: string, signal: AbortSignal): Promise<boolean> {
    if (typeof this.#credential === 'string' || this.#refused.has(caller)) return false
    // Another call may have renewed it since this one was sent.
    if (this.#value !== undefined && this.#value !== used) return true
    return (await orAbort(this.#fetch('unauthorized'), signal)) !== used
  }

  refused(caller: string): void {
    this.#refused.add(caller)
  }

  #fetch(reason: CredentialReason): Promise<string> {
    this.#flight ??= this.#ask(reason).finally(() => {
      this.#flight = undefined
    })
    return this.#flight
  }

  async #ask(reason: CredentialReason): Promise<string> {
    const credential = this.#credential
    let answer: string | ExpiringCredential
    try {
      answer = typeof credential === 'string' ? credential : await credential({ reason })
    } catch (cause) {
      throw new CredentialError([this.#option], `The provider of \`${this.#option}\` failed; see cause.`, { cause })
    }
    const given = typeof answer === 'object' && answer !== null ? answer : { value: answer }
    const { value, expiresAt = Number.POSITIVE_INFINITY } = given as Partial<ExpiringCredential>
    if (typeof value !== 'string' || value === '' || /[^\x21-\x7e]/.test(value)) {
      const what = 'is not a credential: it must be a non-empty text without spaces or line breaks.'
      throw new CredentialError([this.#option], `What \`${this.#option}\` gave ${what}`)
    }
    if (value !== this.#value) this.#refused.clear()
    this.#value = value
    this.#endsAt = Number(expiresAt) - renewBefore
    return value
  }
}

/** What was put on a request, so that a 401 can be answered. */
export interface Sent {
  readonly schemes: readonly string[]
  readonly values: readonly string[]
}

function setCookie(headers: Headers, name: string, value: string): void {
  const others = (headers.get('cookie') ?? '').split('; ').filter((cookie) => cookie !== '' && !cookie.startsWith(`${name}=`))
  headers.set('cookie', [...others, `${name}=${encodeURIComponent(value)}`].join('; '))
}

/** The credentials of a client, by the schemes of its contract. */
export class Credentials {
  readonly #schemes: Contract['schemes']
  readonly #sources = new Map<string, Source>()

  constructor(contract: Contract, options: Readonly<Record<string, unknown>>, clock: Clock) {
    this.#schemes = contract.schemes
    for (const [name, scheme] of Object.entries(contract.schemes)) {
      const option = scheme.option ?? name
      const credential = options[option] as Credential | undefined
      if (credential !== undefined && !this.#sources.has(option)) {
        this.#sources.set(option, new Source(option, credential, clock))
      }
    }
  }

  #option(scheme: string): string {
    return this.#schemes[scheme]?.option ?? scheme
  }

  /** The first alternative that can be met. Throws CredentialError, naming the options to set, when none can. */
  choose(security: readonly (readonly string[])[] | undefined, operation: string | undefined): readonly string[] {
    if (!security || security.length === 0) return []
    const met = security.find((schemes) => schemes.length > 0 && schemes.every((name) => this.#sources.has(this.#option(name))))
    if (met) return met
    if (security.some((schemes) => schemes.length === 0)) return []
    const options = [...new Set(security.flat().map((name) => this.#option(name)))]
    const asked = options.map((name) => `\`${name}\``).join(' or ')
    throw new CredentialError(options, `${operation ?? 'The call'} needs a credential; give createClient the option ${asked}.`, {
      operation,
    })
  }

  /** Puts the credentials on the request's headers; gives its address, with those whose scheme lives there. */
  async apply(schemes: readonly string[], request: Request, signal: AbortSignal): Promise<Sent & { url: string }> {
    const { headers } = request
    let { url } = request
    const values = await Promise.all(schemes.map((name) => this.#source(name).get(signal)))
    for (const [index, name] of schemes.entries()) {
      const scheme = this.#schemes[name] as SecurityScheme
      const value = `${scheme.prefix ?? ''}${values[index]}`
      if (scheme.in === 'header') headers.set(scheme.name, value)
      else if (scheme.in === 'cookie') setCookie(headers, scheme.name, value)
      else {
        const address = new URL(url)
        // Not by searchParams, which would write the rest of the query anew in its own way.
        address.search += `${address.search ? '&' : ''}${encodeURIComponent(scheme.name)}=${encodeURIComponent(value)}`
        url = address.href
      }
    }
    return { schemes, values, url }
  }

  /** Takes every credential of the contract off a request that leaves its host. */
  strip(headers: Headers): void {
    for (const scheme of Object.values(this.#schemes)) if (scheme.in === 'header') headers.delete(scheme.name)
    headers.delete('authorization')
    headers.delete('cookie')
  }

  /** After a 401: true when at least one credential was renewed, so that one replay makes sense. */
  async renew(sent: Sent, caller: string, signal: AbortSignal): Promise<boolean> {
    const renewed = await Promise.all(
      sent.schemes.map((name, index) => this.#source(name).renew(sent.values[index] as string, caller, signal)),
    )
    return renewed.includes(true)
  }

  /** Remembers that the caller was refused with a credential that had just been renewed. */
  refused(sent: Sent, caller: string): void {
    for (const name of sent.schemes) this.#source(name).refused(caller)
  }

  #source(scheme: string): Source {
    return this.#sources.get(this.#option(scheme)) as Source
  }
}
