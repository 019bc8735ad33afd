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

/** Settles like `promise`, or rejects with the signal's reason as soon as it aborts. */
export function orAbort<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason)
    const settled =
      <V>(settle: (value: V) => void) =>
      (value: V) => {
        signal.removeEventListener('abort', onAbort)
        settle(value)
      }
    promise.then(settled(resolve), settled(reject))
    if (signal.aborted) onAbort()
    else signal.addEventListener('abort', onAbort)
  })
}

/** A signal that follows a parent and ends by itself after a time. */
export interface Bound {
  readonly signal: AbortSignal
  /** Lets go of the timer and, unless `following`, of the parent. */
  release(following?: boolean): void
}

/**
 * Makes a signal that aborts after `ms` milliseconds with what `expired` gives, or with the parent, with what `aborted`
 * makes of its reason. One listener at a time on the parent, so a long-lived signal gathers none.
 */
export function bound(
  clock: Clock,
  ms: number,
  expired: () => Error,
  parent: AbortSignal | undefined,
  aborted: (reason: unknown) => Error,
): Bound {
  const controller = new AbortController()
  const follow = () => controller.abort(aborted(parent?.reason))
  if (parent?.aborted) follow()
  parent?.addEventListener('abort', follow)
  const cancel = Number.isFinite(ms) ? clock.schedule(() => controller.abort(expired()), ms) : () => {}
  return {
    signal: controller.signal,
    release(following = false) {
      cancel()
      if (!following) parent?.removeEventListener('abort', follow)
    },
  }
}

/** Waits `ms` milliseconds, or rejects as soon as the signal aborts. */
export async function sleep(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const cancel = clock.schedule(resolve, ms)
  await orAbort(promise, signal).finally(cancel)
}
