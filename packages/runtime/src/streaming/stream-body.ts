import { ResponseError } from '../errors/response-error.ts'
import { toNetworkError } from '../transport/connection-error.ts'
import type { CallState } from '../transport/context.ts'
import { abortError, withinCall } from '../transport/time-limit.ts'

/** Returns the error of a response whose body is not what the contract declares. */
export function bodyError(call: CallState, response: Response, message: string): ResponseError {
  const failure = { ok: false, reason: 'body', error: undefined, text: undefined, message } as const
  const { attempts, operation } = call
  const result = { ...failure, status: response.status, response, attempts }
  return new ResponseError(result, { operation: operation?.id })
}

/**
 * Returns the body of a response as it arrives. `timeout` limits the wait for each part of it. The stream fails with the
 * typed errors of a call.
 */
export function streamBody(
  call: CallState,
  response: Response,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const { context, timeout } = call
  const { signal } = call.options
  // A stream may last longer than the total time of a call.
  const eachPart: CallState = { ...call, endsAt: Infinity }
  const reader = response.body?.getReader()
  let size = 0
  let stop = () => {}
  const release = (reason: unknown) => {
    stop()
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
        stop = () => signal?.removeEventListener('abort', abort)
      },
      async pull(controller) {
        try {
          const read = async () =>
            reader?.read().catch((cause) => {
              throw toNetworkError(call, cause)
            })
          const part = await withinCall(eachPart, read, timeout)
          if (!part || part.done) {
            stop()
            controller.close()
            return
          }
          size += part.value.byteLength
          if (size > context.maxResponseBytes) {
            throw bodyError(call, response, 'The body exceeds maxResponseBytes.')
          }
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
