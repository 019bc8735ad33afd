import { type Document, securitySchemeOf } from '../contract/document.ts'
import type { Operation } from '../contract/operation.ts'
import type { IncomingRequest } from '../http/messages.ts'
import type { Scenario } from './scenario.ts'

// Bounds the memory of a long run. The oldest count is dropped first.
const maxCredentials = 10_000

/** Counts the uses of credentials. */
export class CredentialExpiry {
  readonly #document: Document
  readonly #expired: ReadonlySet<string>
  readonly #maxUses: number
  readonly #uses: Map<string, number>

  constructor(
    document: Document,
    { expired = [], uses = Number.POSITIVE_INFINITY }: Scenario['credentials'] = {},
    counted: ReadonlyMap<string, number> = new Map(),
  ) {
    this.#document = document
    this.#expired = new Set(expired)
    this.#maxUses = uses
    this.#uses = new Map(counted)
  }

  /** Returns the same counts for another version of the document. */
  of(document: Document): CredentialExpiry {
    const options = { expired: [...this.#expired], uses: this.#maxUses }
    return new CredentialExpiry(document, options, this.#uses)
  }

  /** Counts one use of each credential in a request. Returns whether one of them has expired. */
  recordUse(operation: Operation, incoming: IncomingRequest): boolean {
    const names = new Set(operation.security.flat())
    const values = new Set([...names].flatMap((name) => this.#credential(name, incoming) ?? []))
    let hasExpired = false
    for (const value of values) {
      const uses = this.#uses.get(value) ?? 0
      if (this.#uses.size >= maxCredentials && uses === 0) {
        this.#uses.delete(this.#uses.keys().next().value ?? '')
      }
      this.#uses.set(value, uses + 1)
      if (this.#expired.has(value) || uses >= this.#maxUses) hasExpired = true
    }
    return hasExpired
  }

  #credential(name: string, { headers, query }: IncomingRequest): string | undefined {
    const scheme = securitySchemeOf(this.#document, name)
    if (scheme?.type !== 'apiKey') return headers['authorization']?.replace(/^\w+ +/, '')
    const key = scheme.name ?? ''
    if (scheme.in === 'query') return query.get(key) ?? undefined
    if (scheme.in === 'header') return headers[key.toLowerCase()]
    const pairs = (headers['cookie'] ?? '').split(';').map((pair) => pair.trim().split('='))
    return pairs.find(([cookieName]) => cookieName === key)?.[1]
  }
}
