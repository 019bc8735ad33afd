import type { Running } from '../helpers.ts'

/** A running server that receives webhooks at `url`. */
export interface Receiver extends Running {
  /** Returns what the handlers received: payloads of known events, names of unknown events. */
  handled(): Promise<unknown[]>
}

/** Maximum size of a body that every receiver accepts, in bytes. */
export const maxBytes = 100_000
