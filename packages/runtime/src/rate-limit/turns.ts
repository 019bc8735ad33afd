/** Turns of which only some are taken at once. */
export interface Turns {
  /** Waits for a turn. Rejects with the reason of the signal if that aborts before. */
  take(signal: AbortSignal): Promise<void>
  /** Ends a turn; the caller that waits longest takes it. */
  end(): void
}

/** Returns turns of which at most `concurrency` are taken at once. */
export function createTurns(concurrency: number): Turns {
  const queue = new Set<() => void>()
  let running = 0
  return {
    take: (signal) =>
      new Promise((resolve, reject) => {
        const start = () => {
          running += 1
          resolve()
        }
        if (running < concurrency) return start()
        queue.add(start)
        signal.addEventListener('abort', () => {
          if (queue.delete(start)) reject(signal.reason)
        })
      }),
    end() {
      running -= 1
      const [next] = queue
      if (!next) return
      queue.delete(next)
      next()
    },
  }
}
