import { ResponseError } from '../errors/response-error.ts'
import { isBodyless } from '../operation/reader.ts'
import { readResponse } from '../response/read-response.ts'
import { readBlob, readText } from '../response/readers.ts'

/** How openapi-fetch will read the body of a successful response. */
export type ParseAs = 'json' | 'text' | 'blob' | 'arrayBuffer' | 'stream'

/** A response whose body was read within the attempt, unless it is streamed. */
export interface ReadResponse {
  readonly response: Response
  /** Returns what openapi-fetch reads. Throws ResponseError for a body that exceeds the limit. */
  readonly readable: () => Response
  /** The body; undefined if it is streamed or exceeds the limit. */
  readonly body?: string | Blob
}

function tooLarge(response: Response, attempts: number, operation: string): Error {
  const message = 'The body exceeds maxResponseBytes.'
  return new ResponseError(
    {
      ok: false,
      status: response.status,
      reason: 'body',
      error: undefined,
      message,
      text: undefined,
      response,
      attempts,
    },
    { operation },
  )
}

function copyOf(response: Response, body: BodyInit | null, headers = response.headers): Response {
  const { status, statusText, url } = response
  const copy = new Response(isBodyless(status) ? null : body, { status, statusText, headers })
  return Object.defineProperty(copy, 'url', { value: url })
}

// openapi-fetch 0.17.0 returns undefined as the error of an empty body, but '' where its length is
// not declared, as behind many proxies. Its last change, never released, returns undefined always.
const headersOf = ({ ok, headers }: Response, size: number): Headers =>
  ok || size > 0 || headers.has('content-length')
    ? headers
    : new Headers([...headers, ['content-length', '0']])

// openapi-fetch reads nothing else of a response if no middleware does.
function stubOf(response: Response, text: string): Response {
  const { ok, status } = response
  const headers = headersOf(response, text.length)
  const stub = { ok, status, headers, text: async () => text, json: async () => JSON.parse(text) }
  return stub as unknown as Response
}

function limited(response: Response, limit: number, exceeded: () => Error): Response {
  if (!response.body || !Number.isFinite(limit)) return response
  let size = 0
  const count = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(chunk, controller) {
      size += chunk.byteLength
      if (size > limit) controller.error(exceeded())
      else controller.enqueue(chunk)
    },
  })
  return copyOf(response, response.body.pipeThrough(count))
}

/**
 * Reads the body of a response.
 *
 * @param parseAs - How openapi-fetch will read it. A stream is returned unread.
 * @param isObserved - Whether middleware sees the response, so that it has to be a Response.
 */
export async function readBody(
  response: Response,
  {
    parseAs,
    isObserved,
    limit,
    attempts,
    operation,
  }: {
    readonly parseAs: ParseAs
    readonly isObserved: boolean
    readonly limit: number
    readonly attempts: number
    readonly operation: string
  },
): Promise<ReadResponse> {
  const exceeded = () => tooLarge(response, attempts, operation)
  if (parseAs === 'stream' && response.ok) {
    const streamed = limited(response, limit, exceeded)
    return { response: streamed, readable: () => streamed }
  }
  const isText = parseAs === 'json' || parseAs === 'text'
  // What a `fetch` of a test returns often has no more than `text`.
  const asText = isText && !(isObserved && 'blob' in response)
  const { decoded, text } = await readResponse(response, response.status, limit, {
    read: asText ? readText : readBlob,
  })
  // Thrown later, because an error of a body that is being read means that the connection broke.
  if (text === undefined) {
    const fail = () => {
      throw exceeded()
    }
    return { response, readable: fail }
  }
  if (!isObserved && (isText || !response.ok)) {
    return { response, readable: () => stubOf(response, text), body: text }
  }
  // A Blob has no type, so no Content-Type header is added.
  const body = decoded?.body instanceof Blob ? decoded.body : new Blob([text])
  const copy = copyOf(response, body, headersOf(response, body.size))
  return { response, readable: () => copy, body }
}
