import type { IncomingHttpHeaders } from 'node:http'
import type { Dispatcher } from 'undici'

/** The status line and the headers of a response. */
export interface ResponseHead {
  readonly status: number
  readonly statusText: string
  readonly headers: IncomingHttpHeaders
}

// Beyond this size the server has to wait until the body is read.
const maxBuffered = 64 * 1024

/**
 * Receives one response from undici, and keeps its body until it is read. The signal ends it as
 * long as bytes may arrive; then no listener is left on the signal.
 */
export class ResponseHandler implements Dispatcher.DispatchHandler {
  /** Resolves when the headers arrived. */
  readonly head: Promise<ResponseHead>
  readonly #resolveHead: (head: ResponseHead) => void
  readonly #rejectHead: (error: unknown) => void
  readonly #signal: AbortSignal | undefined
  #controller: Dispatcher.DispatchController | undefined
  #chunks: Buffer[] = []
  #buffered = 0
  #readsAll = false
  #ended = false
  #error: Error | undefined
  #wake: (() => void) | undefined

  constructor(signal: AbortSignal | undefined) {
    const head = Promise.withResolvers<ResponseHead>()
    this.head = head.promise
    this.#resolveHead = head.resolve
    this.#rejectHead = head.reject
    this.#signal = signal
    signal?.addEventListener('abort', this)
  }

  /** Ends the response when the signal aborts. */
  handleEvent(): void {
    this.#fail(this.#signal?.reason)
  }

  // Also before undici has a connection for the request, when there is no controller yet.
  #fail(error: Error): void {
    if (this.#ended) return
    this.#error = error
    this.#rejectHead(error)
    this.#end()
    this.#controller?.abort(error)
  }

  #end(): void {
    this.#ended = true
    this.#signal?.removeEventListener('abort', this)
    this.#wake?.()
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller
    if (this.#error) controller.abort(this.#error)
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: IncomingHttpHeaders,
    statusText = '',
  ): void {
    // 103 Early Hints and its like precede the response.
    if (status >= 200) this.#resolveHead({ status, statusText, headers })
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#chunks.push(chunk)
    this.#buffered += chunk.byteLength
    if (!this.#readsAll && this.#buffered > maxBuffered) controller.pause()
    this.#wake?.()
  }

  onResponseEnd(): void {
    this.#end()
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#fail(error)
  }

  /** Returns the whole body. */
  async bytes(): Promise<Buffer> {
    this.#readsAll = true
    this.#controller?.resume()
    while (!this.#ended) await this.#arrival()
    if (this.#error) throw this.#error
    return this.#take()
  }

  /** Returns the body as a stream; canceling it closes the connection. */
  stream(): ReadableStream<Uint8Array<ArrayBuffer>> {
    return new ReadableStream({
      type: 'bytes',
      pull: async (stream) => {
        this.#controller?.resume()
        while (!this.#ended && this.#chunks.length === 0) await this.#arrival()
        if (this.#error) throw this.#error
        // A copy, because a byte stream detaches the memory of its chunks; undici's may share it.
        if (this.#chunks.length > 0) stream.enqueue(new Uint8Array(this.#take()))
        else {
          stream.close()
          stream.byobRequest?.respond(0)
        }
      },
      cancel: (reason) => this.#fail(reason ?? new Error('The body was canceled.')),
    })
  }

  #take(): Buffer {
    const chunks = this.#chunks
    this.#chunks = []
    this.#buffered = 0
    return chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)
  }

  #arrival(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve
    })
  }
}
