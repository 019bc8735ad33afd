import type { Bump } from './bump.ts'

/**
 * What a change is about, which decides the packages that report it: `values` that functions take
 * and return, how the `call` is made, `details` such as descriptions, the `raw` types of
 * openapi-typescript, or whether the type of a webhook's `payload` is known.
 */
export type ChangeScope = 'values' | 'call' | 'details' | 'raw' | 'payload'

/** One change that callers notice, and the bump that it requires. */
export interface Change {
  bump: Exclude<Bump, 'none'>
  message: string
  scope: ChangeScope
}

/** A change of one function, webhook or type. */
export interface OperationChange extends Change {
  /**
   * `getUser` for a function, `webhook userJoined`, `type User`, or `createClient` for the client's
   * options.
   */
  id: string
}
