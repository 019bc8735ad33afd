/** The right of one process to handle an event, until its lease ends. */
export interface Claim {
  /** Id of the event. */
  readonly id: string
  /** Distinguishes this claim from every other claim of the event. */
  readonly token: string
}

/** Result of a claim. `retryAfter` is in milliseconds. */
export type ClaimResult =
  | { readonly state: 'claimed'; readonly claim: Claim }
  /** The event was handled before. */
  | { readonly state: 'completed' }
  /** Another claim of the event has a lease that ends after `retryAfter`. */
  | { readonly state: 'in-progress'; readonly retryAfter: number }
  /** The store has no space for another event. */
  | { readonly state: 'full'; readonly retryAfter: number }

/**
 * Remembers which events are being handled and which are completed. `Transaction` is what
 * `complete` can take part in; `never` for a store without transactions.
 *
 * Durations are in milliseconds from now, on the clock of the store: the clocks of several
 * processes differ.
 */
export interface EventStore<Transaction = never> {
  /**
   * Claims an event for the duration of `lease`. Must be atomic: of all claims at the same time,
   * one results in `claimed`. When a lease has ended, the next claim takes the event over.
   */
  claim(id: string, lease: number): ClaimResult | Promise<ClaimResult>
  /**
   * Marks an event as handled, for the duration of `keepFor`. Returns false if another process has
   * taken the event over.
   */
  complete(claim: Claim, keepFor: number, transaction?: Transaction): boolean | Promise<boolean>
  /** Ends a claim whose handler failed, unless another process has taken the event over. */
  release(claim: Claim): void | Promise<void>
}
