/** Time and randomness, injectable for tests. */
export interface Clock {
  /** Returns milliseconds since the epoch. */
  now(): number
  /** Runs `task` after `ms` milliseconds; the returned function cancels it. */
  schedule(task: () => void, ms: number): () => void
  /** Returns a number from 0 up to, not including, 1. */
  random(): number
}

/** The clock of the system. */
export const systemClock: Clock = {
  now: () => Date.now(),
  schedule(task, ms) {
    // Below 0 and from 2 ** 31 on a timer fires at once, and Node prints a warning.
    const timer = setTimeout(task, Math.min(Math.max(0, ms), 2e9))
    return () => clearTimeout(timer)
  },
  random: () => Math.random(),
}

/** Waits for `delay` milliseconds, or until the signal aborts. */
export function sleep(clock: Clock, delay: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const cancel = clock.schedule(resolve, delay)
    signal.addEventListener('abort', () => {
      cancel()
      resolve()
    })
  })
}
