/** Time and chance, so that tests can hold both in their hands. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number
  /** Runs `task` after `ms` milliseconds; the result cancels it. */
  schedule(task: () => void, ms: number): () => void
  /** A number from 0 up to, not including, 1. */
  random(): number
}

/** The real clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  schedule(task, ms) {
    // Outside this range a timer would fire at once, with a warning on the terminal.
    const timer = setTimeout(task, Math.min(Math.max(0, ms), 2 ** 31 - 1))
    return () => clearTimeout(timer)
  },
  random: () => Math.random(),
}

/** What ends a task before its own end, and the errors for it. */
export interface TimeLimit {
  /** Milliseconds; Infinity for no end. */
  readonly ms: number
  readonly expired: () => Error
  readonly signal: AbortSignal | undefined
  readonly aborted: (reason: unknown) => Error
}

/**
 * Settles like the task, or rejects as soon as its time is up or the signal aborts, whatever the task does then; the
 * task's own signal aborts with the same error. A long-lived signal gathers no listeners.
 */
export function withTimeLimit<T>(
  clock: Clock,
  bounds: TimeLimit,
  task: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const { ms, signal } = bounds
  const controller = new AbortController()
  return new Promise<T>((resolve, reject) => {
    const end = (error: Error) => {
      leave()
      reject(error)
      controller.abort(error)
    }
    const onAbort = () => end(bounds.aborted(signal?.reason))
    const cancel = Number.isFinite(ms) ? clock.schedule(() => end(bounds.expired()), ms) : undefined
    const leave = () => {
      cancel?.()
      signal?.removeEventListener('abort', onAbort)
    }
    signal?.addEventListener('abort', onAbort)
    if (signal?.aborted) onAbort()
    else {
      task(controller.signal).then(
        (value) => {
          leave()
          resolve(value)
        },
        (error) => {
          leave()
          reject(error)
        },
      )
    }
  })
}

/** Waits, or rejects as soon as the bounds say so. */
export function sleep(clock: Clock, delay: number, bounds: TimeLimit): Promise<void> {
  return withTimeLimit(
    clock,
    bounds,
    (signal) =>
      new Promise((resolve) => signal.addEventListener('abort', clock.schedule(resolve, delay))),
  )
}
