import type { Handler } from './handler.ts'
import type { RequestHead } from './messages.ts'
import { checkLength } from './parse-body.ts'
import type { WireResponse } from './serialize-response.ts'

function headOf(request: Request, bytes: Uint8Array): RequestHead {
  const { pathname, searchParams, search } = new URL(request.url)
  const headers = {
    accept: '*/*',
    ...Object.fromEntries(request.headers),
    ...(bytes.length > 0 && { 'content-length': String(bytes.length) }),
  }
  const { method, signal } = request
  return { method, path: pathname, query: searchParams, search, headers, signal }
}

function disconnected(): Error {
  return Object.assign(new Error('The mock closed the connection.'), { code: 'ECONNRESET' })
}

/** Returns whether a request rejected because a scenario disconnects. */
export function isDisconnect(error: unknown): boolean {
  const { cause } = error as { cause?: { code?: string } }
  return cause?.code === 'ECONNRESET'
}

// Half of the body, then the error that fetch has for a connection that breaks.
function brokenBody(body: Uint8Array): ReadableStream<Uint8Array> {
  const parts = [body.slice(0, Math.ceil(body.length / 2))].filter(({ length }) => length > 0)
  return new ReadableStream({
    pull(controller) {
      const part = parts.shift()
      if (part) controller.enqueue(part)
      else controller.error(new TypeError('terminated', { cause: disconnected() }))
    },
  })
}

function bytesOf(
  body: Uint8Array | undefined,
  disconnect: WireResponse['disconnect'],
): BodyInit | null {
  if (disconnect === 'during' && body) return brokenBody(body)
  return (body?.slice() as Uint8Array<ArrayBuffer> | undefined) ?? null
}

function toResponse(
  { url, method }: Request,
  { status, headers, cookies, body, disconnect }: WireResponse,
): Response {
  if (disconnect === 'before') throw new TypeError('fetch failed', { cause: disconnected() })
  const isBodiless = body === undefined || method === 'HEAD' || status === 205
  const sent = body instanceof ReadableStream ? body : bytesOf(body, disconnect)
  const response = new Response(isBodiless ? null : sent, { status, headers })
  for (const cookie of cookies) response.headers.append('set-cookie', cookie)
  // MSW defines it again.
  return Object.defineProperty(response, 'url', { value: url, configurable: true })
}

function rejectOnAbort({ signal }: Request): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
}

/** Returns a `fetch` that passes requests to a handler without a socket. */
export function createFetch(handler: Handler, bodyLimit: number): typeof globalThis.fetch {
  const send = async (request: Request): Promise<Response> => {
    const bytes = new Uint8Array(await request.arrayBuffer())
    const readBytes = async () => {
      checkLength(bytes.length, bodyLimit)
      return bytes
    }
    return toResponse(request, await handler(headOf(request, bytes), readBytes))
  }
  return async (input, init) => {
    const request = new Request(input, init)
    request.signal.throwIfAborted()
    return Promise.race([rejectOnAbort(request), send(request)])
  }
}
