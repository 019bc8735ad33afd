import type { Bump } from './bump.ts'
import type { RuleId } from './rules.ts'

/** The direction of a value: from the caller to the server, or back. */
export type Direction = 'request' | 'response'

/**
 * What a notice is about, which decides the packages that report it: `values` that functions take
 * and return, how the `call` is made, `details` such as descriptions, the `raw` surface of
 * openapi-fetch, or whether the type of a webhook's `payload` is known.
 */
export type Topic = 'values' | 'call' | 'details' | 'raw' | 'payload'

/** A value in the document of one contract. */
export interface SourceLocation {
  /** JSON pointer in the bundled document. */
  pointer: string
  /** Path and line, once the location is resolved. */
  file?: string
  line?: number
}

/**
 * The functions for which a cause requires a lesser bump, as they use the value in another
 * direction.
 */
export interface LesserEffect {
  bump: Notice['bump']
  functions: readonly string[]
}

/** One cause that callers notice, and everything that it reaches. */
export interface Notice {
  /** The kind of notice. It is stable across releases. */
  rule: RuleId
  bump: Exclude<Bump, 'none'>
  /**
   * The value in the words of callers: `Customer.email`, `input.limit`; empty for a whole function.
   */
  place: string
  /** A sentence without its full stop. It names the place. */
  message: string
  topic: Topic
  directions: readonly Direction[]
  /**
   * The functions, webhooks and types that it reaches: `getUser`, `webhook userJoined`,
   * `type User`, or `createClient`.
   */
  functions: readonly string[]
  /** Whether the cause is in a shared component, and not in the functions themselves. */
  isShared: boolean
  before?: SourceLocation
  after?: SourceLocation
  /** What the same cause means for other functions, for which it is less. */
  lesser?: readonly LesserEffect[]
  /** Why the notice was accepted, and with which bump it was found. */
  accepted?: { reason: string; bump: Exclude<Bump, 'none'> }
}
