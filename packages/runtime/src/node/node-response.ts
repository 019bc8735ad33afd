import type { IncomingHttpHeaders } from 'node:http'
import { isBodyless } from '../operation/reader.ts'
import { decodeContent } from './decode-content.ts'
import type { ResponseHandler, ResponseHead } from './response-handler.ts'

const utf8 = /* @__PURE__ */ new TextDecoder()

function toHeaders(received: IncomingHttpHeaders): Headers {
  const headers = new Headers()
  for (const name in received) {
    for (const value of [received[name]].flat()) headers.append(name, value as string)
  }
  return headers
}

/**
 * A Response whose body is read from undici. `text()` and `json()` read it without a stream, which
 * costs as much as the rest of a call; everything else creates the stream.
 */
export class NodeResponse extends Response {
  readonly #url: string
  readonly #received: IncomingHttpHeaders
  readonly #handler: ResponseHandler
  #headers: Headers | undefined
  #isRead = false
  // A Response of the platform with the same body; it reads what this class does not.
  #platform: Response | undefined

  constructor(url: string, method: string, head: ResponseHead, handler: ResponseHandler) {
    const { status, statusText, headers } = head
    super(null, { status, statusText })
    this.#url = url
    this.#received = headers
    this.#handler = handler
    if (method === 'HEAD' || isBodyless(status)) this.#platform = new Response(null)
    else if (headers['content-encoding']) {
      this.#platform = new Response(decodeContent(handler.stream(), headers['content-encoding']))
    }
  }

  // Most callers read no header of a successful response.
  override get headers(): Headers {
    this.#headers ??= toHeaders(this.#received)
    return this.#headers
  }

  override get url(): string {
    return this.#url
  }

  #body(): Response {
    if (this.#isRead) throw new TypeError('The body was already read.')
    this.#platform ??= new Response(this.#handler.stream())
    return this.#platform
  }

  override get body(): Response['body'] {
    return this.#isRead ? null : this.#body().body
  }

  override get bodyUsed(): boolean {
    return this.#isRead || (this.#platform?.bodyUsed ?? false)
  }

  override async text(): Promise<string> {
    if (this.#platform || this.#isRead) return this.#body().text()
    this.#isRead = true
    return utf8.decode(await this.#handler.bytes())
  }

  override async json(): Promise<unknown> {
    return JSON.parse(await this.text())
  }

  override async arrayBuffer(): Promise<ArrayBuffer> {
    return this.#body().arrayBuffer()
  }

  override async bytes(): Promise<Uint8Array<ArrayBuffer>> {
    return this.#body().bytes()
  }

  override async blob(): Promise<Blob> {
    const blob = await this.#body().blob()
    return new Blob([blob], { type: this.headers.get('content-type') ?? '' })
  }

  override async formData(): Promise<FormData> {
    return new Response(this.#body().body, { headers: this.headers }).formData()
  }

  override clone(): Response {
    const { status, statusText, headers } = this
    const copy = new Response(this.#body().clone().body, { status, statusText, headers })
    return Object.defineProperty(copy, 'url', { value: this.#url })
  }
}
