/** Remembers which events were received. Supply your own if several processes share a URL. */
export interface ReplayStore {
  /**
   * Claims an event. Returns true for the first claim, and false until the claim expires or is
   * released. Must be atomic.
   *
   * @param id - Id of the event.
   * @param expiresAt - When the event may be forgotten, in milliseconds since the epoch.
   */
  claim(id: string, expiresAt: number): boolean | Promise<boolean>
  /** Forgets an event whose handler failed, so that it can be delivered again. */
  release(id: string): void | Promise<void>
}

/**
 * Returns a store in memory. When it is full, it forgets the oldest event. Only authentic events
 * are stored, so an attacker cannot displace any.
 *
 * @param maxEvents - Maximum number of stored events.
 * @param now - The clock, in milliseconds since the epoch.
 * @example
 * ```ts
 * const store = memoryReplayStore(1000)
 * const expiresAt = Date.now() + 60_000
 * console.log(store.claim('event-1', expiresAt), store.claim('event-1', expiresAt))
 * ```
 */
export function memoryReplayStore(maxEvents = 10_000, now: () => number = Date.now): ReplayStore {
  const expirations = new Map<string, number>()
  return {
    claim(id, expiresAt) {
      if ((expirations.get(id) ?? 0) > now()) return false
      expirations.delete(id)
      const [oldest] = expirations.keys()
      if (expirations.size >= maxEvents && oldest !== undefined) expirations.delete(oldest)
      expirations.set(id, expiresAt)
      return true
    },
    release(id) {
      expirations.delete(id)
    },
  }
}
