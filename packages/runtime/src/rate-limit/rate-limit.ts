import { InputError } from '../errors/input-error.ts'
import { sleep } from '../transport/clock.ts'
import type { RateLimiter } from '../transport/hooks.ts'
import { timeToReset } from './reset.ts'
import { createTurns } from './turns.ts'

/** Options of {@link rateLimit}. */
export interface RateLimitOptions {
  /** How many requests may be in flight at once. @default Infinity */
  concurrency?: number
}

/**
 * Returns a rate limit for `createClient({ rateLimit: rateLimit({ concurrency: 8 }) })`. All calls
 * of the client, and of those that extend it, wait together after a 429, or when the quota of the
 * service is used up: as long as Retry-After, `retry-after-ms`, `x-ratelimit-reset` or `RateLimit`
 * require. The wait is a part of the total time of a call.
 *
 * @throws InputError if `concurrency` is no integer of at least 1, and not `Infinity`.
 * @example
 * ```ts
 * import { createClient, rateLimit } from '@returning-kit/core'
 *
 * const client = createClient({ token: 'fake-token', rateLimit: rateLimit({ concurrency: 8 }) })
 * ```
 */
export function rateLimit({ concurrency = Infinity }: RateLimitOptions = {}): RateLimiter {
  const isCount = Number.isInteger(concurrency) || concurrency === Infinity
  if (!isCount || concurrency < 1) {
    throw new InputError('concurrency', '`concurrency` must be an integer of at least 1.')
  }
  const turns = createTurns(concurrency)
  let pausedUntil = 0

  return {
    retryAfter: timeToReset,
    async run(attempt, clock, signal) {
      await turns.take(signal)
      try {
        // Another response may prolong the pause meanwhile.
        while (clock.now() < pausedUntil && !signal.aborted) {
          await sleep(clock, pausedUntil - clock.now(), signal)
        }
        signal.throwIfAborted()
        const outcome = await attempt()
        const now = clock.now()
        pausedUntil = Math.max(pausedUntil, now + (timeToReset(outcome.response, now) ?? 0))
        return outcome
      } finally {
        turns.end()
      }
    },
  }
}
