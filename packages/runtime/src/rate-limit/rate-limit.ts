import { InputError } from '../errors/input-error.ts'
import { sleep } from '../transport/clock.ts'
import type { RateLimiter } from '../transport/hooks.ts'
import { timeToReset } from './reset.ts'

/** Options of {@link rateLimit}. */
export interface RateLimitOptions {
  /** How many requests may be in flight at once. @default Infinity */
  concurrency?: number
}

/**
 * Returns a rate limit for `createClient({ rateLimit: rateLimit({ concurrency: 8 }) })`. All calls of
 * the client, and of those that extend it, wait together after a 429, or when the quota of the service
 * is used up: as long as Retry-After, `retry-after-ms`, `x-ratelimit-reset` or `RateLimit` require. The
 * wait is a part of the total time of a call.
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
  const queue = new Set<() => void>()
  let running = 0
  let pausedUntil = 0

  const takeTurn = (signal: AbortSignal) =>
    new Promise<void>((resolve, reject) => {
      const start = () => {
        running += 1
        resolve()
      }
      if (running < concurrency) return start()
      queue.add(start)
      signal.addEventListener('abort', () => {
        if (queue.delete(start)) reject(signal.reason)
      })
    })

  const endTurn = () => {
    running -= 1
    const [next] = queue
    if (!next) return
    queue.delete(next)
    next()
  }

  return {
    retryAfter: timeToReset,
    async run(attempt, clock, signal) {
      await takeTurn(signal)
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
        endTurn()
      }
    },
  }
}
