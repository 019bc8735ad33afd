import { InputError } from '@returning-kit/runtime'
import type { Delivery } from '../receive/delivery.ts'

/**
 * The part of Node's `IncomingMessage` that is used. Declared here so that no module of Node is
 * imported.
 */
export interface NodeRequest {
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly readableEnded: boolean
  /** The body as a parser of the framework left it. */
  readonly body?: unknown
  on(event: 'data', listener: (chunk: Uint8Array) => void): unknown
  on(event: 'end' | 'close', listener: () => void): unknown
  on(event: 'error', listener: (error: Error) => void): unknown
  resume(): unknown
}

/** Converts a request of Node to a delivery. Throws InputError if a parser consumed the bytes. */
export function nodeDelivery(request: NodeRequest): Delivery {
  const { headers, body } = request
  if (body instanceof Uint8Array) return { headers, body }
  if (!request.readableEnded) return { headers, body: toReadableStream(request) }
  throw new InputError(
    'body',
    'A parser read the body. Register the webhook before `express.json()`, or use `express.raw()`.',
  )
}

function toReadableStream(request: NodeRequest): ReadableStream<Uint8Array> {
  let ended = false
  return new ReadableStream<Uint8Array>({
    start(controller) {
      const endWith = (action: () => void) => () => {
        if (!ended) action()
        ended = true
      }
      request.on('data', (chunk: Uint8Array) => {
        if (!ended) controller.enqueue(chunk)
      })
      const onEnd = endWith(() => controller.close())
      const onError = endWith(() => controller.error(new Error('The request failed.')))
      const onClose = endWith(() => controller.error(new Error('The request was aborted.')))
      request.on('end', onEnd)
      request.on('error', onError)
      request.on('close', onClose)
    },
    cancel() {
      // The rest is read and dropped: a client that is still sending would miss the response.
      ended = true
      request.resume()
    },
  })
}
