import { type Clock, systemClock } from '@returning-kit/runtime'
import type { EventStore } from './event-store.ts'

interface Entry {
  readonly token: string
  readonly completed: boolean
  readonly expiresAt: number
}

/** Options of {@link memoryStore}. */
export interface MemoryStoreOptions {
  /**
   * Maximum number of remembered events: more than arrive within `keepFor` of the router.
   * @default 100_000
   */
  maxEvents?: number
  /** @default the system's clock */
  clock?: Pick<Clock, 'now'>
}

/**
 * Returns a store in memory, for tests and for a single process that may handle an event again
 * after a restart. A full store forgets nothing early. It rejects further events with 503 until an
 * event has expired.
 *
 * @param options - Size and clock.
 * @example
 * ```ts
 * const store = memoryStore({ maxEvents: 1000 })
 * const first = await store.claim('event-1', 60_000)
 * const second = await store.claim('event-1', 60_000)
 * console.log(first.state, second.state) // claimed in-progress
 * ```
 */
export function memoryStore(options: MemoryStoreOptions = {}): EventStore {
  const { maxEvents = 100_000, clock = systemClock } = options
  const entries = new Map<string, Entry>()
  let claims = 0
  // No entry expires before this time, so a full store need not search before it.
  let firstExpiry = Number.POSITIVE_INFINITY

  function put(id: string, entry: Entry): void {
    entries.set(id, entry)
    firstExpiry = Math.min(firstExpiry, entry.expiresAt)
  }

  function deleteExpired(now: number): void {
    if (firstExpiry > now) return
    firstExpiry = Number.POSITIVE_INFINITY
    for (const [id, { expiresAt }] of entries) {
      if (expiresAt <= now) entries.delete(id)
      else firstExpiry = Math.min(firstExpiry, expiresAt)
    }
  }

  return {
    claim(id, lease) {
      const now = clock.now()
      const entry = entries.get(id)
      if (entry && entry.expiresAt > now) {
        return entry.completed
          ? { state: 'completed' }
          : { state: 'in-progress', retryAfter: entry.expiresAt - now }
      }
      if (!entry && entries.size >= maxEvents) deleteExpired(now)
      if (!entry && entries.size >= maxEvents) {
        // A claim that is released makes space earlier.
        return { state: 'full', retryAfter: Math.min(firstExpiry - now, 60_000) }
      }
      claims += 1
      const token = String(claims)
      put(id, { token, completed: false, expiresAt: now + lease })
      return { state: 'claimed', claim: { id, token } }
    },
    complete({ id, token }, keepFor) {
      // A missing entry expired and was not claimed again.
      const entry = entries.get(id)
      if (entry && entry.token !== token) return false
      put(id, { token, completed: true, expiresAt: clock.now() + keepFor })
      return true
    },
    release({ id, token }) {
      const entry = entries.get(id)
      if (entry?.token === token && !entry.completed) entries.delete(id)
    },
  }
}
