import { corsHeaders, isPreflight } from './cors.ts'
import {
  type EngineResult,
  type Exchange,
  type IncomingRequest,
  type MockResponse,
  problem,
  type RequestHead,
} from './messages.ts'
import { observedStream } from './observed-stream.ts'
import { BodyError, parseBody } from './parse-body.ts'
import { serializeResponse, type WireResponse } from './serialize-response.ts'

/** Options of {@link createHandler}. */
export interface HandlerOptions {
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

/**
 * Responds to a request whose body `readBytes` reads. Rejects if that fails with another error than
 * BodyError, such as a disconnect.
 */
export type Handler = (
  head: RequestHead,
  readBytes: () => Promise<Uint8Array>,
) => Promise<WireResponse>

function isIndexRequest({ method, path }: RequestHead): boolean {
  return path === '/' && (method === 'GET' || method === 'HEAD')
}

interface Received {
  readonly body: unknown
  readonly bytes: Uint8Array
  readonly error?: BodyError
}

async function receive(
  { headers }: RequestHead,
  readBytes: () => Promise<Uint8Array>,
): Promise<Received> {
  try {
    const bytes = await readBytes()
    return { body: parseBody(headers['content-type'], bytes), bytes }
  } catch (error) {
    if (!(error instanceof BodyError)) throw error
    return { body: null, bytes: new Uint8Array(), error }
  }
}

/** Returns the function that all transports of a mock pass their requests to. */
export function createHandler(options: HandlerOptions): Handler {
  const { operationOf, onExchange, isControlPath, indexPage } = options
  const handle = async (incoming: IncomingRequest): Promise<EngineResult> => {
    if (!isControlPath(incoming.path)) return options.handle(incoming)
    return { response: await options.control(incoming), operation: undefined, warnings: [] }
  }
  const respond = async (incoming: IncomingRequest, error?: BodyError): Promise<EngineResult> => {
    const failed = (response: MockResponse) => ({
      response,
      operation: operationOf(incoming.method, incoming.path),
      warnings: [],
    })
    if (error) return failed(error.response)
    return handle(incoming).catch((thrown: unknown) =>
      failed(problem(500, 'The mock failed', { detail: String(thrown) })),
    )
  }
  return async (head, readBytes) => {
    if (isIndexRequest(head) && operationOf('GET', '/') === undefined) {
      // Without CORS: no page of another origin may read what tests have requested.
      const headers = { 'content-type': 'text/html; charset=utf-8' }
      const page = new TextEncoder().encode(indexPage(head.headers['host'] ?? ''))
      return { status: 200, headers, cookies: [], body: page }
    }
    const isControl = isControlPath(head.path)
    if (!isControl && isPreflight(head)) {
      const method = head.headers['access-control-request-method'] ?? ''
      const headers = { ...corsHeaders(head), 'access-control-allow-methods': method }
      return { status: 204, headers, cookies: [], body: undefined }
    }
    const startedAt = performance.now()
    const { error, ...received } = await receive(head, readBytes)
    const incoming = { ...head, ...received }
    const result = await respond(incoming, error)
    const response = serializeResponse(result.response, isControl ? undefined : corsHeaders(head))
    if (isControl) return response
    const complete = () =>
      onExchange({ incoming, result, startedAt, duration: performance.now() - startedAt })
    const { body } = response
    if (body instanceof ReadableStream) {
      return { ...response, body: observedStream(body, { onEnd: complete }) }
    }
    complete()
    return response
  }
}
