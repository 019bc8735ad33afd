import { InputError } from '@returning-kit/runtime'
import type { Delivery } from '../receive/delivery.ts'

/** What is needed of a request of Node, so that none of its modules is imported. */
export interface NodeRequest {
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly readableEnded: boolean
  /** What a parser made of the body, if one ran. */
  readonly body?: unknown
  on(event: 'data', listener: (chunk: Uint8Array) => void): unknown
  on(event: 'end' | 'close', listener: () => void): unknown
  on(event: 'error', listener: (error: Error) => void): unknown
  resume(): unknown
}

/** A request of Node as a delivery. Throws InputError when a parser took the bytes. */
export function nodeDelivery(request: NodeRequest): Delivery {
  const { headers, body } = request
  if (body instanceof Uint8Array) return { headers, body }
  if (!request.readableEnded) return { headers, body: streamOf(request) }
  throw new InputError(
    'body',
    'A parser took the body; put the webhook before `express.json()`, or use `express.raw()` for it.',
  )
}

function streamOf(request: NodeRequest): ReadableStream<Uint8Array> {
  let over = false
  return new ReadableStream<Uint8Array>({
    start(controller) {
      const end = (finish: () => void) => () => {
        if (!over) finish()
        over = true
      }
      request.on('data', (chunk: Uint8Array) => {
        if (!over) controller.enqueue(chunk)
      })
      request.on(
        'end',
        end(() => controller.close()),
      )
      request.on(
        'error',
        end(() => controller.error(new Error('The request failed.'))),
      )
      request.on(
        'close',
        end(() => controller.error(new Error('The request broke off.'))),
      )
    },
    cancel() {
      // The rest is read and dropped, so that the client is there for the answer.
      over = true
      request.resume()
    },
  })
}
