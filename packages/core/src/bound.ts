import type { Clock } from './clock.ts'

/** A signal that follows its parent and ends by itself after a time. */
export interface Bound {
  readonly signal: AbortSignal
  /** Lets go of the timer and the parent; the signal then stays as it is. */
  release(): void
}

/**
 * Makes a signal that aborts after `ms` milliseconds with what `expired` gives, or with the parent with what
 * `aborted` makes of the parent's reason. One listener at a time on the parent, so a long-lived signal gathers none.
 */
export function bound(
  clock: Clock,
  ms: number,
  expired: () => Error,
  parent: AbortSignal | undefined,
  aborted: (reason: unknown) => unknown,
): Bound {
  const controller = new AbortController()
  const follow = () => controller.abort(aborted(parent?.reason))
  if (parent?.aborted) follow()
  parent?.addEventListener('abort', follow, { once: true })
  const cancel = Number.isFinite(ms) ? clock.schedule(() => controller.abort(expired()), ms) : undefined
  return {
    signal: controller.signal,
    release() {
      cancel?.()
      parent?.removeEventListener('abort', follow)
    },
  }
}
