import { ResponseError } from '../errors/response-error.ts'
import { toNetworkError } from '../transport/connection-error.ts'
import type { CallState } from '../transport/context.ts'
import type { StreamObserver } from '../transport/hooks.ts'
import { abortError, withinCall } from '../transport/time-limit.ts'

/** Returns the error of a response whose body is not what the contract declares. */
export function bodyError(call: CallState, response: Response, message: string): ResponseError {
  const failure = { ok: false, reason: 'body', error: undefined, text: undefined, message } as const
  const { attempts, operation } = call
  const result = { ...failure, status: response.status, response, attempts }
  return new ResponseError(result, { operation: operation?.id })
}

// Returns a function that reports the end of a stream to its observers, once.
function endOnce(observers: readonly StreamObserver[]): (isComplete: boolean) => void {
  let hasEnded = false
  return (isComplete) => {
    if (hasEnded) return
    hasEnded = true
    for (const { onEnd } of observers) onEnd?.(isComplete)
  }
}

type Reader = ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>

function readPart(call: CallState, reader: Reader | undefined) {
  const read = async () =>
    reader?.read().catch((cause) => {
      throw toNetworkError(call, cause)
    })
  return withinCall(call, read, call.timeout)
}

/**
 * Returns the body of a response as it arrives. `timeout` limits the wait for each part of it. The
 * stream fails with the typed errors of a call.
 */
export function streamBody(
  call: CallState,
  response: Response,
  observers: readonly StreamObserver[],
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const { maxResponseBytes } = call.context
  const { signal } = call.options
  // A stream may last longer than the total time of a call.
  const eachPart: CallState = { ...call, endsAt: Infinity }
  const reader = response.body?.getReader()
  const end = endOnce(observers)
  let size = 0
  let stopListening = () => {}
  const release = (reason: unknown) => {
    stopListening()
    // The call has ended, so an error of an observer changes nothing.
    try {
      end(false)
    } catch {}
    // It fails if the connection is broken already.
    reader?.cancel(reason).catch(() => {})
  }
  return new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      start(controller) {
        // A consumer that reads nothing at the moment must not keep the connection.
        const abort = () => {
          const error = abortError(call)
          controller.error(error)
          release(error)
        }
        signal?.addEventListener('abort', abort)
        stopListening = () => signal?.removeEventListener('abort', abort)
      },
      async pull(controller) {
        try {
          const part = await readPart(eachPart, reader)
          if (!part || part.done) {
            stopListening()
            end(true)
            controller.close()
            return
          }
          size += part.value.byteLength
          if (size > maxResponseBytes) {
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
