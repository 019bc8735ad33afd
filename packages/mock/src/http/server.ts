import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http'
import {
  type EngineResult,
  type Exchange,
  type IncomingRequest,
  type MockResponse,
  problem,
} from './messages.ts'
import { BodyError, checkLength, type ReceivedBody, readBody } from './read-body.ts'
import { writableHeaders } from './response-headers.ts'
import { isBodiless, serializeBody } from './serialize-body.ts'

/** Options of {@link createMockServer}. */
export interface ServerOptions {
  /** Most bytes of a request body. */
  readonly bodyLimit: number
  /** Milliseconds in which a client must send a whole request. */
  readonly requestTimeout: number
  readonly handle: (incoming: IncomingRequest) => Promise<EngineResult>
  /** Returns the id of the operation for a method and path, or undefined. */
  readonly operationOf: (method: string, path: string) => string | undefined
  readonly onExchange: (exchange: Exchange) => void
  /** Returns whether a path belongs to the control API, which no page may read. */
  readonly isControlPath: (path: string) => boolean
  /** Returns the response to a request of the control API. */
  readonly control: (incoming: IncomingRequest) => Promise<MockResponse>
  /**
   * Returns the HTML of the page at `/` for a `Host` header. It is served unless `/` belongs to an
   * operation.
   */
  readonly indexPage: (host: string) => string
}

function joinHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  const entries = Object.entries(headers).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.join(', ') : (value ?? ''),
  ])
  return Object.fromEntries(entries) as Record<string, string>
}

function requestHead(request: IncomingMessage): Omit<IncomingRequest, 'body'> {
  // A client that takes the mock for a proxy sends `http://host/path`.
  const url = (request.url ?? '/').replace(/^https?:\/\/[^/?]*(?=[/?])/i, '')
  const queryStart = url.indexOf('?')
  return {
    method: request.method ?? 'GET',
    path: queryStart < 0 ? url : url.slice(0, queryStart),
    query: new URLSearchParams(queryStart < 0 ? '' : url.slice(queryStart + 1)),
    search: queryStart < 0 ? '' : url.slice(queryStart),
    headers: joinHeaders(request.headers),
  }
}

function allowBrowsers({ headers }: IncomingMessage, response: ServerResponse): void {
  response.setHeader('access-control-allow-origin', headers.origin ?? '*')
  response.setHeader(
    'access-control-allow-headers',
    headers['access-control-request-headers'] ?? '*',
  )
  response.setHeader('access-control-allow-credentials', 'true')
  if (headers.origin) response.setHeader('vary', 'origin')
}

function isPreflight({ method, headers }: IncomingMessage): boolean {
  return (
    method === 'OPTIONS' &&
    headers.origin !== undefined &&
    headers['access-control-request-method'] !== undefined
  )
}

function isIndexRequest({ method, url }: IncomingMessage): boolean {
  return (method === 'GET' || method === 'HEAD') && (url === '/' || url?.startsWith('/?') === true)
}

async function send(response: ServerResponse, mockResponse: MockResponse): Promise<void> {
  const { status, disconnect } = mockResponse
  const { 'content-type': contentType, ...others } = writableHeaders(mockResponse.headers)
  const headers =
    isBodiless(status) || contentType === undefined
      ? others
      : { ...others, 'content-type': contentType }
  if (disconnect === 'before') {
    response.destroy()
    return
  }
  const { cookies = [] } = mockResponse
  if (cookies.length > 0) response.setHeader('set-cookie', cookies)
  const body = isBodiless(status) ? new Uint8Array() : serializeBody(mockResponse)
  // `*` would be the name of a header to a browser that sends credentials.
  if (response.hasHeader('access-control-allow-origin')) {
    response.setHeader('access-control-expose-headers', Object.keys(headers).join(', '))
  }
  if (disconnect !== 'during') {
    if (isBodiless(status)) response.writeHead(status, headers).end()
    else response.writeHead(status, { ...headers, 'content-length': body.length }).end(body)
    return
  }
  // One byte more than the body has, so that the client notices even if the body is empty.
  response.writeHead(status, { ...headers, 'content-length': body.length + 1 })
  await new Promise<void>((resolve) => {
    response.flushHeaders()
    response.write(body.subarray(0, Math.ceil(body.length / 2)), () => resolve())
  })
  response.destroy()
}

/** Returns a server that parses requests within limits and passes them to `handle`. */
export function createMockServer({
  bodyLimit,
  requestTimeout,
  handle,
  operationOf,
  onExchange,
  isControlPath,
  control,
  indexPage,
}: ServerOptions): Server {
  const respond = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const startedAt = performance.now()
    const head = requestHead(request)
    let received: ReceivedBody = { body: null, bytes: new Uint8Array() }
    let result: EngineResult
    try {
      // Parses bodies itself: newer Prism servers never respond to malformed JSON.
      received = await readBody(request, bodyLimit)
      if (isControlPath(head.path)) {
        await send(response, await control({ ...head, ...received }))
        return
      }
      result = await handle({ ...head, ...received })
    } catch (error) {
      // The client has disconnected, or was too slow and has received 408.
      if (response.destroyed || response.headersSent) return
      const errorResponse =
        error instanceof BodyError
          ? error.response
          : problem(500, 'The mock failed', { detail: String(error) })
      const operation = operationOf(head.method, head.path)
      result = { response: errorResponse, operation, warnings: [] }
    }
    await send(response, result.response)
    if (isControlPath(head.path)) return
    const duration = performance.now() - startedAt
    onExchange({ incoming: { ...head, ...received }, result, startedAt, duration })
  }
  const listener = (request: IncomingMessage, response: ServerResponse) => {
    if (isIndexRequest(request) && operationOf('GET', '/') === undefined) {
      // Without CORS: no page of another origin may read what tests have requested.
      response
        .writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
        .end(indexPage(request.headers.host ?? ''))
      return
    }
    const isControl = isControlPath(requestHead(request).path)
    if (!isControl) allowBrowsers(request, response)
    if (isControl || !isPreflight(request)) {
      respond(request, response).catch(() => response.destroy())
      return
    }
    response.setHeader(
      'access-control-allow-methods',
      request.headers['access-control-request-method'] ?? '',
    )
    response.writeHead(204).end()
  }
  const limits = {
    requestTimeout,
    headersTimeout: requestTimeout,
    connectionsCheckingInterval: Math.min(1000, requestTimeout),
  }
  const server = createServer(limits, listener)
  server.on('checkContinue', (request: IncomingMessage, response: ServerResponse) => {
    try {
      checkLength(request, bodyLimit)
      response.writeContinue()
    } catch {
      // The client receives 413 before it sends the body.
    }
    listener(request, response)
  })
  return server
}
