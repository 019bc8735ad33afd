import { type Dispatcher, getGlobalDispatcher } from 'undici'
import { NodeResponse } from './node-response.ts'
import { ResponseHandler } from './response-handler.ts'

/** Options of {@link nodeTransport}. */
export interface NodeTransportOptions {
  /**
   * Dispatcher of undici that owns the connections: an `Agent` with keep-alive and TLS options, a
   * `ProxyAgent`, a `MockAgent`. @default the global dispatcher of undici
   */
  dispatcher?: Dispatcher
}

// What Node's fetch sends, too: proxies that do not know `br` break it over plain HTTP.
const codingsOf = (protocol: string) =>
  protocol === 'https:' ? 'br, gzip, deflate' : 'gzip, deflate'
const defaultHeaders = { accept: '*/*', 'user-agent': 'node' }

// The client has time limits of its own; those of undici would end a call that has a longer one.
const noTimeLimits = { headersTimeout: 0, bodyTimeout: 0 }

function toHeaderRecord(init: HeadersInit | undefined, codings: string): Record<string, string> {
  const headers: Record<string, string> = { ...defaultHeaders, 'accept-encoding': codings }
  const isIterable = Symbol.iterator in Object(init)
  const entries = isIterable ? new Headers(init) : Object.entries(init ?? {})
  for (const [name, value] of entries) headers[name.toLowerCase()] = value
  return headers
}

/** Returns a body as undici takes it, and adds its type to headers that name none. */
async function bodyOf(
  body: BodyInit,
  headers: Record<string, string>,
): Promise<NonNullable<Dispatcher.DispatchOptions['body']>> {
  const isPlain = typeof body === 'string' || body instanceof Uint8Array
  if (isPlain && headers['content-type']) return body
  // A stream has no length; everything else is sent with a Content-Length header. The types of
  // undici lack streams of the platform and Blob, which it accepts.
  if (body instanceof ReadableStream) return body as never
  const response = new Response(body)
  const type = response.headers.get('content-type')
  if (type) headers['content-type'] ??= type
  return (body instanceof Blob ? body : await response.blob()) as never
}

/**
 * Returns a `fetch` for the option `fetch` of `createClient`. It sends requests with undici's
 * `dispatch`, without the objects that the Fetch standard asks for, and takes about half the CPU
 * time of the platform's `fetch`.
 *
 * It follows no redirect and has no time limit: the client does both. It decodes gzip, deflate and
 * br.
 *
 * @param options - The dispatcher. It stays open; close it with `dispatcher.close()`.
 *
 * @example
 * ```ts
 * import { createClient } from '@returning-kit/core'
 * import { nodeTransport } from '@returning-kit/runtime/node'
 * import { Agent } from 'undici'
 *
 * const dispatcher = new Agent({ connections: 64, keepAliveTimeout: 30_000 })
 * export const client = createClient({
 *   token: 'fake-token',
 *   fetch: nodeTransport({ dispatcher }),
 * })
 * ```
 */
export function nodeTransport({ dispatcher }: NodeTransportOptions = {}): typeof fetch {
  return async (input, init = {}) => {
    if (typeof input === 'string' || input instanceof URL) return send(`${input}`, init)
    const { url, method, headers, signal } = input
    const body = input.body && (await input.blob())
    return send(url, { method, headers, body, signal, ...init })
  }

  async function send(input: string, init: RequestInit): Promise<Response> {
    const { method = 'GET', signal } = init
    const url = new URL(input)
    const headers = toHeaderRecord(init.headers, codingsOf(url.protocol))
    const body =
      init.body === null || init.body === undefined ? null : await bodyOf(init.body, headers)
    signal?.throwIfAborted()
    const handler = new ResponseHandler(signal ?? undefined)
    // A dispatcher of the call itself is what `requestInitExt` of openapi-fetch and Node's fetch
    // document.
    const { dispatcher: own } = init as { dispatcher?: Dispatcher }
    ;(own ?? dispatcher ?? getGlobalDispatcher()).dispatch(
      {
        origin: url.origin,
        path: url.pathname + url.search,
        method,
        headers,
        body,
        ...noTimeLimits,
      },
      handler,
    )
    const head = await handler.head
    return new NodeResponse(url.href, method, head, handler)
  }
}
