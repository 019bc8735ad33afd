import { InputError } from '@returning-kit/runtime'
import type { Delivery } from '../receive/delivery.ts'

/**
 * The part of Node's `IncomingMessage` that is used, of HTTP/1 or HTTP/2. Declared here so that no
 * module of Node is imported.
 */
export interface NodeRequest {
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly readableEnded: boolean
  readonly readableDidRead?: boolean
  readonly destroyed?: boolean
  /** The body as a parser of the framework left it. */
  readonly body?: unknown
  on(event: 'data', listener: (chunk: Uint8Array) => void): unknown
  on(event: 'end' | 'close', listener: () => void): unknown
  on(event: 'error', listener: (error: Error) => void): unknown
  pause(): unknown
  resume(): unknown
}

/** Converts a request of Node to a delivery. Throws InputError if a parser consumed the bytes. */
export function nodeDelivery(request: NodeRequest): Delivery {
  const { headers, body } = request
  if (body instanceof Uint8Array) {
    // A parser of bytes such as `express.raw()` decompresses them, but leaves the header.
    return { headers: { ...headers, 'content-encoding': undefined }, body }
  }
  if (!request.readableEnded && !request.readableDidRead) {
    return { headers, body: toReadableStream(request) }
  }
  throw new InputError(
    'body',
    'A parser read the body. Register the webhook before `express.json()`, use `express.raw()`, or switch off the body parser of the framework.',
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
        if (ended) return
        controller.enqueue(chunk)
        if ((controller.desiredSize ?? 0) <= 0) request.pause()
      })
      const onEnd = endWith(() => controller.close())
      const onError = endWith(() => controller.error(new Error('The request failed.')))
      const onClose = endWith(() => controller.error(new Error('The request was aborted.')))
      request.on('end', onEnd)
      request.on('error', onError)
      request.on('close', onClose)
      // A request that was aborted before emits no further event.
      if (request.destroyed) onClose()
    },
    pull() {
      request.resume()
    },
    cancel() {
      // The rest is read and dropped: a client that is still sending would miss the response.
      ended = true
      request.resume()
    },
  })
}
