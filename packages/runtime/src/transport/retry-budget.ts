import { resolveOptions } from '../errors/input-error.ts'

/** Limits the retries of a client, so that retries do not multiply traffic in an outage. */
export interface RetryBudgetOptions {
  /** How many retries the client may make at once. @default 100 */
  reserve?: number
  /** How many retries each call adds to the reserve, up to its size. @default 0.1 */
  share?: number
}

/** The retries that a client may make. */
export interface RetryBudget {
  /** Counts a first attempt. */
  deposit(): void
  /** Takes one retry from the budget; false if none is left. */
  withdraw(): boolean
}

const defaultBudget = { reserve: 100, share: 0.1 }

/** Returns a full budget. Throws InputError for an invalid option. */
export function retryBudget(options: RetryBudgetOptions = {}): RetryBudget {
  const { reserve, share } = resolveOptions(defaultBudget, options, undefined, 'retryBudget.')
  let tokens = reserve
  return {
    deposit() {
      tokens = Math.min(reserve, tokens + share)
    },
    withdraw() {
      if (tokens < 1) return false
      tokens -= 1
      return true
    },
  }
}
