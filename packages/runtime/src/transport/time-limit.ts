import { AbortError } from '../errors/abort-error.ts'
import { TimeoutError } from '../errors/timeout-error.ts'
import type { CallState } from './context.ts'

/** Returns the error of a call whose signal aborted. */
export function abortError({ options, id: operation }: CallState): AbortError {
  const cause: unknown = options.signal?.reason
  return new AbortError('The signal aborted the call; see `cause`.', { cause, operation })
}

/**
 * Runs a task within what is left of the time of a call, and within `ms`. It settles like the task, or rejects when the
 * time is up or the signal of the call aborts, even if the task does not end then. The signal of the task aborts with the
 * same error. No listener is left on the signal of the call, which may outlive many calls.
 *
 * Each attempt has its own timer (about 3 % of a call over loopback). A shared timer fails where a timer belongs to the
 * request that created it, as in Workers.
 */
export function withinCall<T>(
  call: CallState,
  task: (signal: AbortSignal) => Promise<T>,
  ms: number = Infinity,
): Promise<T> {
  const { clock } = call.context
  const { signal } = call.options
  const remaining = call.endsAt - clock.now()
  const controller = new AbortController()
  return new Promise<T>((resolve, reject) => {
    const end = (error: unknown) => {
      cleanUp()
      reject(error)
      controller.abort(error)
    }
    const expire = () => {
      const limit = ms < remaining ? 'timeout' : 'totalTimeout'
      const { awaited, attempts, id: operation } = call
      const message = `No ${awaited} within ${call[limit]} ms; raise \`${limit}\`.`
      end(new TimeoutError(message, { limit, attempts, operation }))
    }
    const abort = () => end(abortError(call))
    const time = Math.min(ms, remaining)
    const cancel = Number.isFinite(time) ? clock.schedule(expire, time) : undefined
    const cleanUp = () => {
      cancel?.()
      signal?.removeEventListener('abort', abort)
    }
    signal?.addEventListener('abort', abort)
    if (signal?.aborted) abort()
    else {
      // Cheaper than `finally`, which creates three more promises.
      task(controller.signal).then((value) => {
        cleanUp()
        resolve(value)
      }, end)
    }
  })
}
