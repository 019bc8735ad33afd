import {
  type Client,
  type ClientOptions,
  createClient,
  type RateLimiter,
  rateLimit,
} from '@returning-kit/core'
import { pauseTurns, takeTurn } from './store/rate-limits.ts'
import type { Db } from './store/schema.ts'

const key = 'api'

/** Waits, or rejects when the signal aborts. */
export type Sleep = (milliseconds: number, signal: AbortSignal) => Promise<unknown>

/**
 * Returns a rate limit that all processes share through the database: each request takes a turn, and
 * a response that asks for a pause delays the next turn of all processes.
 */
export function sharedRateLimit(
  db: Db,
  { requestsPerSecond, sleep }: { requestsPerSecond: number; sleep: Sleep },
): RateLimiter {
  const local = rateLimit({ concurrency: 8 })
  return {
    retryAfter: local.retryAfter,
    run: (attempt, clock, signal) =>
      local.run(
        async () => {
          const wait = await takeTurn(db, key, 1000 / requestsPerSecond)
          if (wait > 0) await sleep(wait, signal)
          const outcome = await attempt()
          const pause = local.retryAfter(outcome.response, clock.now())
          if (pause !== undefined) await pauseTurns(db, key, pause)
          return outcome
        },
        clock,
        signal,
      ),
  }
}

/** Returns the client of this service. A call may wait for its turn for up to ten minutes. */
export function createDirectoryClient(options: ClientOptions): Client {
  return createClient({ timeout: 15_000, totalTimeout: 600_000, ...options })
}
