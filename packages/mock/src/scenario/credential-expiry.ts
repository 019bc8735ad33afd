import { type Document, locate } from '../contract/document.ts'
import type { Operation } from '../contract/operation.ts'
import type { IncomingRequest } from '../prism.ts'
import type { Scenario } from './scenario.ts'

// More credentials than a test makes; the count of the oldest is forgotten then.
const most = 10_000

/** Tells when a credential has stopped working. */
export class CredentialExpiry {
  readonly #document: Document
  readonly #expired: ReadonlySet<string>
  readonly #uses: number
  readonly #used = new Map<string, number>()

  constructor(
    document: Document,
    { expired = [], uses = Number.POSITIVE_INFINITY }: Scenario['credentials'] = {},
  ) {
    this.#document = document
    this.#expired = new Set(expired)
    this.#uses = uses
  }

  /** Counts the credentials of a request, and tells whether one of them is used up. */
  refuses(operation: Operation, incoming: IncomingRequest): boolean {
    const names = new Set(operation.security.flat())
    const values = new Set([...names].flatMap((name) => this.#credential(name, incoming) ?? []))
    let refused = false
    for (const value of values) {
      const used = this.#used.get(value) ?? 0
      if (this.#used.size >= most && used === 0)
        this.#used.delete(this.#used.keys().next().value ?? '')
      this.#used.set(value, used + 1)
      if (this.#expired.has(value) || used >= this.#uses) refused = true
    }
    return refused
  }

  #credential(name: string, { headers, query }: IncomingRequest): string | undefined {
    const given = this.#document.components?.securitySchemes?.[name]
    const scheme = given && locate(this.#document, given, '').value
    if (scheme?.type !== 'apiKey') return headers['authorization']?.replace(/^\w+ +/, '')
    const key = scheme.name ?? ''
    if (scheme.in === 'query') return query.get(key) ?? undefined
    if (scheme.in === 'header') return headers[key.toLowerCase()]
    const pairs = (headers['cookie'] ?? '').split(';').map((pair) => pair.trim().split('='))
    return pairs.find(([cookie]) => cookie === key)?.[1]
  }
}
