import { AbortError } from '../errors/abort-error.ts'
import { ResponseError } from '../errors/response-error.ts'
import { TimeoutError } from '../errors/timeout-error.ts'
import { toNetworkError } from '../transport/connection-error.ts'
import type { CallState, ClientContext } from '../transport/context.ts'
import type { StreamObserver } from '../transport/hooks.ts'
import { withTimeLimit } from '../transport/time-limit.ts'

/** Returns the error of a response whose body is not what the contract declares. */
export function bodyError(call: CallState, response: Response, message: string): ResponseError {
  const failure = { ok: false, reason: 'body', error: undefined, text: undefined, message } as const
  const { attempts, operation } = call
  const result = { ...failure, status: response.status, response, attempts }
  return new ResponseError(result, { operation: operation?.id })
}

// The call has ended, so an error of an observer changes nothing.
function abandon(end: (isComplete: boolean) => void): void {
  try {
    end(false)
  } catch {}
}

/**
 * Returns the body of a response as it arrives. `timeout` limits the wait for each part of it. The stream fails with the
 * typed errors of a call.
 */
export function streamBody(
  context: ClientContext,
  call: CallState,
  response: Response,
  observers: readonly StreamObserver[],
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const { options, timeout, attempts } = call
  const operation = call.operation?.id
  const reader = response.body?.getReader()
  const limit = {
    ms: timeout,
    expired: () => new TimeoutError('timeout', timeout, { attempts, operation }),
    signal: options.signal,
    aborted: (cause: unknown) => new AbortError({ cause, operation }),
  }
  let size = 0
  let stop = () => {}
  let hasEnded = false
  const end = (isComplete: boolean) => {
    stop()
    if (hasEnded) return
    hasEnded = true
    for (const { onEnd } of observers) onEnd?.(isComplete)
  }
  const release = (reason: unknown) => {
    abandon(end)
    // It fails if the connection is broken already.
    reader?.cancel(reason).catch(() => {})
  }
  return new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      start(controller) {
        // A consumer that reads nothing at the moment must not keep the connection.
        const abort = () => {
          const error = limit.aborted(options.signal?.reason)
          controller.error(error)
          release(error)
        }
        options.signal?.addEventListener('abort', abort)
        stop = () => options.signal?.removeEventListener('abort', abort)
      },
      async pull(controller) {
        try {
          const part = await withTimeLimit(context.clock, limit, async () =>
            reader?.read().catch((cause) => {
              throw toNetworkError(context, call, cause)
            }),
          )
          if (!part || part.done) {
            end(true)
            controller.close()
            return
          }
          size += part.value.byteLength
          if (size > context.maxResponseBytes) {
            throw bodyError(call, response, 'The body exceeds maxResponseBytes.')
          }
          for (const { onPart } of observers) onPart?.(part.value)
          controller.enqueue(part.value)
        } catch (error) {
          release(error)
          controller.error(error)
        }
      },
      cancel: release,
    },
    { highWaterMark: 0 },
  )
}
