import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream as NodeStream } from 'node:stream/web'
import { endFaultyConnections } from './client-errors.ts'
import type { Handler } from './handler.ts'
import type { RequestHead } from './messages.ts'
import { checkLength } from './parse-body.ts'
import type { WireResponse } from './serialize-response.ts'

/** Options of {@link createMockServer}. */
export interface ServerOptions {
  /** Most bytes of a request body. */
  readonly bodyLimit: number
  /** Milliseconds in which a client must send a whole request. */
  readonly requestTimeout: number
}

function joinHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  const joined: Record<string, string> = {}
  for (const [name, value] of Object.entries(headers)) {
    joined[name] = Array.isArray(value) ? value.join(', ') : (value ?? '')
  }
  return joined
}

// Aborts if the connection closes before the response is complete.
function disconnectOf(response: ServerResponse): AbortSignal {
  const controller = new AbortController()
  response.once('close', () => {
    if (!response.writableFinished) controller.abort()
  })
  return controller.signal
}

function requestHead(request: IncomingMessage, signal: AbortSignal): RequestHead {
  // A client that takes the mock for a proxy sends `http://host/path`.
  const url = (request.url ?? '/').replace(/^https?:\/\/[^/?]*(?=[/?])/i, '')
  const queryStart = url.indexOf('?')
  return {
    method: request.method ?? 'GET',
    path: queryStart < 0 ? url : url.slice(0, queryStart),
    query: new URLSearchParams(queryStart < 0 ? '' : url.slice(queryStart + 1)),
    search: queryStart < 0 ? '' : url.slice(queryStart),
    headers: joinHeaders(request.headers),
    signal,
  }
}

function declaredLength({ headers }: IncomingMessage): number {
  return Number(headers['content-length'] ?? 0)
}

// Stops at the limit. Node discards the rest of the body.
async function readBytes(request: IncomingMessage, limit: number): Promise<Uint8Array> {
  checkLength(declaredLength(request), limit)
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let length = 0
    request.on('data', (chunk: Buffer) => {
      length += chunk.length
      try {
        checkLength(length, limit)
        chunks.push(chunk)
      } catch (error) {
        request.removeAllListeners('data')
        request.resume()
        reject(error)
      }
    })
    request.once('end', () => resolve(Buffer.concat(chunks)))
    request.once('error', reject)
  })
}

async function send(
  response: ServerResponse,
  { status, headers, cookies, body, disconnect }: WireResponse,
): Promise<void> {
  if (disconnect === 'before') {
    response.destroy()
    return
  }
  if (cookies.length > 0) response.setHeader('set-cookie', cookies)
  if (body === undefined) {
    response.writeHead(status, headers).end()
    return
  }
  if (body instanceof ReadableStream) {
    response.writeHead(status, headers).flushHeaders()
    // It ends the stream if the client disconnects, and disconnects if the stream fails.
    await pipeline(Readable.fromWeb(body as NodeStream), response)
    return
  }
  if (disconnect !== 'during') {
    response.writeHead(status, { ...headers, 'content-length': body.length }).end(body)
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

/** Returns a server that reads requests within limits and passes them to a handler. */
export function createMockServer(
  handler: Handler,
  { bodyLimit, requestTimeout }: ServerOptions,
): Server {
  const listener = (request: IncomingMessage, response: ServerResponse) => {
    handler(requestHead(request, disconnectOf(response)), () => readBytes(request, bodyLimit))
      .then((wireResponse) => send(response, wireResponse))
      // The client has disconnected, or was too slow and has received 408.
      .catch(() => response.destroy())
  }
  const limits = {
    requestTimeout,
    headersTimeout: requestTimeout,
    connectionsCheckingInterval: Math.min(1000, requestTimeout),
  }
  const server = createServer(limits, listener)
  endFaultyConnections(server)
  server.on('checkContinue', (request: IncomingMessage, response: ServerResponse) => {
    try {
      checkLength(declaredLength(request), bodyLimit)
      response.writeContinue()
    } catch {
      // The client receives 413 before it sends the body.
    }
    listener(request, response)
  })
  return server
}
