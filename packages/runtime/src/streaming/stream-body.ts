import { AbortError } from '../errors/abort-error.ts'
import { ResponseError } from '../errors/response-error.ts'
import { TimeoutError } from '../errors/timeout-error.ts'
import { toNetworkError } from '../transport/connection-error.ts'
import type { CallState, ClientContext } from '../transport/context.ts'
import { withTimeLimit } from '../transport/time-limit.ts'

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
  context: ClientContext,
  call: CallState,
  response: Response,
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
