import type { StreamObserver } from '@returning-kit/runtime'

/** The body of a response that is sent as it arrives. */
export type BodyStream = ReadableStream<Uint8Array<ArrayBuffer>>

/**
 * Returns a stream with the same parts, which an observer sees first. Nothing is read before the
 * consumer asks for it.
 */
export function observedStream(stream: BodyStream, { onPart, onEnd }: StreamObserver): BodyStream {
  const reader = stream.getReader()
  let hasEnded = false
  const end = (isComplete: boolean) => {
    if (!hasEnded) onEnd?.(isComplete)
    hasEnded = true
  }
  return new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      async pull(controller) {
        try {
          const { done, value } = await reader.read()
          if (done) {
            end(true)
            controller.close()
            return
          }
          onPart?.(value)
          controller.enqueue(value)
        } catch (error) {
          end(false)
          throw error
        }
      },
      async cancel(reason) {
        end(false)
        await reader.cancel(reason)
      },
    },
    { highWaterMark: 0 },
  )
}
