import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http'
import type { EngineResult } from '../engine.ts'
import type { IncomingRequest } from '../prism.ts'
import { type MockResponse, problem, written } from './messages.ts'
import { BodyError, checkLength, readBody } from './read-body.ts'

/** A request as it came, and what it was answered. */
export interface Exchange {
  readonly incoming: IncomingRequest
  readonly outcome: EngineResult
  /** Milliseconds from the request's head to the end of its answer. */
  readonly duration: number
}

/** What a server is made of. */
export interface ServerOptions {
  /** Most bytes of a request body. */
  readonly bodyLimit: number
  /** Milliseconds that a client has for sending a whole request. */
  readonly requestTimeout: number
  readonly handle: (incoming: IncomingRequest) => Promise<EngineResult>
  /** Name of the operation that a request is for, where it has one. */
  readonly operationOf: (method: string, path: string) => string | undefined
  readonly onExchange: (exchange: Exchange) => void
}

function headersOf(headers: IncomingHttpHeaders): Record<string, string> {
  const entries = Object.entries(headers).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.join(', ') : (value ?? ''),
  ])
  return Object.fromEntries(entries) as Record<string, string>
}

function headOf(request: IncomingMessage): Omit<IncomingRequest, 'body'> {
  const at = request.url?.indexOf('?') ?? -1
  const url = request.url ?? '/'
  const [path, query] = at < 0 ? [url, ''] : [url.slice(0, at), url.slice(at + 1)]
  return {
    method: request.method ?? 'GET',
    path,
    query: new URLSearchParams(query),
    headers: headersOf(request.headers),
  }
}

function allowBrowsers({ headers }: IncomingMessage, response: ServerResponse): void {
  response.setHeader('access-control-allow-origin', headers.origin ?? '*')
  response.setHeader(
    'access-control-allow-headers',
    headers['access-control-request-headers'] ?? '*',
  )
  response.setHeader('access-control-allow-credentials', 'true')
  response.setHeader('access-control-expose-headers', '*')
  if (headers.origin) response.setHeader('vary', 'origin')
}

function isPreflight({ method, headers }: IncomingMessage): boolean {
  return (
    method === 'OPTIONS' &&
    headers.origin !== undefined &&
    headers['access-control-request-method'] !== undefined
  )
}

async function send(response: ServerResponse, reply: MockResponse): Promise<void> {
  if (reply.disconnect === 'before') return void response.destroy()
  const body = written(reply)
  // A cut body is announced one byte longer than it is, so that an empty one is missed, too.
  const missing = reply.disconnect === 'during' ? 1 : 0
  response.writeHead(reply.status, { ...reply.headers, 'content-length': body.length + missing })
  if (!missing) return void response.end(body)
  await new Promise<void>((resolve) => {
    response.flushHeaders()
    response.write(body.subarray(0, Math.ceil(body.length / 2)), () => resolve())
  })
  response.destroy()
}

/** The server in front of Prism: it bounds what comes in, so that nothing but whole, small requests goes further. */
export function createMockServer({
  bodyLimit,
  requestTimeout,
  handle,
  operationOf,
  onExchange,
}: ServerOptions): Server {
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const began = performance.now()
    const head = headOf(request)
    let body: unknown = null
    let outcome: EngineResult
    try {
      body = await readBody(request, bodyLimit)
      outcome = await handle({ ...head, body })
    } catch (error) {
      // The client has gone, or was too slow and has its 408.
      if (response.destroyed || response.headersSent) return
      const reply =
        error instanceof BodyError ? error.reply : problem(500, 'The mock failed', String(error))
      outcome = { reply, operation: operationOf(head.method, head.path), warnings: [] }
    }
    await send(response, outcome.reply)
    onExchange({ incoming: { ...head, body }, outcome, duration: performance.now() - began })
  }
  const listener = (request: IncomingMessage, response: ServerResponse) => {
    allowBrowsers(request, response)
    if (!isPreflight(request)) return void answer(request, response)
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
      // Too long: it gets its 413 before the body is sent.
    }
    listener(request, response)
  })
  return server
}
