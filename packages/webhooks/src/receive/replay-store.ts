/** Remembers which events were received. Give your own when several processes share an address. */
export interface ReplayStore {
  /**
   * Takes an event for itself: true the first time, false while it is remembered. Must be atomic.
   *
   * @param id - Id of the event.
   * @param until - When it may be forgotten, in milliseconds since the epoch.
   */
  claim(id: string, until: number): boolean | Promise<boolean>
  /** Forgets an event whose handling failed, so that it may be delivered again. */
  release(id: string): void | Promise<void>
}

/**
 * A store in memory. When it is full it forgets the oldest; only authentic events get into it, so a stranger cannot
 * push any out.
 *
 * @param most - Most events it remembers.
 * @param now - The clock, in milliseconds since the epoch.
 * @example
 * ```ts
 * const store = memoryReplays(1000)
 * console.log(store.claim('event-1', Date.now() + 60_000), store.claim('event-1', Date.now() + 60_000))
 * ```
 */
export function memoryReplayStore(most = 10_000, now: () => number = Date.now): ReplayStore {
  const seen = new Map<string, number>()
  return {
    claim(id, until) {
      if ((seen.get(id) ?? 0) > now()) return false
      seen.delete(id)
      const [oldest] = seen.keys()
      if (seen.size >= most && oldest !== undefined) seen.delete(oldest)
      seen.set(id, until)
      return true
    },
    release(id) {
      seen.delete(id)
    },
  }
}
