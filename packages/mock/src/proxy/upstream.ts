import { hasItems } from '@returning-kit/runtime/recording'
import { type IncomingRequest, type MockResponse, problem } from '../http/messages.ts'
import type { BodyStream } from '../http/observed-stream.ts'

/** Sends a request to the real server and returns its response. */
export type Upstream = () => Promise<MockResponse>

// Headers of one connection, and those that `fetch` derives from the request.
const connectionHeaders: ReadonlySet<string> = new Set([
  'connection',
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
])

const timeout = 60_000

function isForwarded(name: string): boolean {
  // `fetch` decompresses. The session belongs to the mock, and the mock sends CORS headers itself.
  return (
    !connectionHeaders.has(name) &&
    !/^(accept-encoding|content-encoding|x-mock-session|access-control-.*)$/.test(name)
  )
}

/** Returns the URL of a request at a server, whose path comes first. */
export function targetOf(base: URL, { path, search = '' }: IncomingRequest): string {
  return `${base.origin}${base.pathname.replace(/\/$/, '')}${path}${search}`
}

// A redirect to the real server would take the client away from the mock.
function localLocation(location: string, base: URL): string {
  return location.startsWith(`${base.origin}/`) ? location.slice(base.origin.length) : location
}

function readResponseBody(contentType: string | null, bytes: Uint8Array): unknown {
  if (bytes.length === 0) return undefined
  const text = new TextDecoder().decode(bytes)
  if (!/^[^;]*[/+]json\b/i.test(contentType ?? '')) return text
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** Returns the media type in a header without its parameters. */
export function mediaTypeOf(header: string | null | undefined): string {
  return header?.split(';')[0]?.trim().toLowerCase() ?? ''
}

// Of JSON and text the whole body is validated. Anything else is sent as it arrives.
function isStreamed(response: Response): boolean {
  const type = mediaTypeOf(response.headers.get('content-type'))
  if (hasItems(type)) return true
  return type !== '' && !/^text\/|[/+](json|xml|yaml|x-www-form-urlencoded)$/.test(type)
}

async function bodyOf(
  response: Response,
): Promise<Pick<MockResponse, 'body' | 'bytes' | 'stream'>> {
  if (response.body && isStreamed(response)) return { stream: response.body as BodyStream }
  const bytes = new Uint8Array(await response.arrayBuffer())
  return { body: readResponseBody(response.headers.get('content-type'), bytes), bytes }
}

async function toProxiedResponse(response: Response, base: URL): Promise<MockResponse> {
  const headers = [...response.headers].filter(
    ([name]) => isForwarded(name) && name !== 'set-cookie',
  )
  const location = response.headers.get('location')
  return {
    status: response.status,
    headers: {
      ...Object.fromEntries(headers),
      ...(location !== null && { location: localLocation(location, base) }),
    },
    cookies: response.headers.getSetCookie(),
    ...(await bodyOf(response)),
  }
}

// A server closes an idle connection at any time, also when the next request is on its way.
async function fetchWithRetry(url: string, init: RequestInit): Promise<Response> {
  const first = fetch(url, init)
  const isIdempotent = ['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE'].includes(init.method ?? 'GET')
  return first.catch((error: { cause?: { code?: string } }) => {
    const isClosed = /^(ECONNRESET|UND_ERR_SOCKET)$/.test(error.cause?.code ?? '')
    if (isClosed && isIdempotent) return fetch(url, init)
    throw error
  })
}

/**
 * Sends a request to a server. Responds with 502 without its response, and with 504 if it is slow. A
 * stream may take any time once it has begun.
 */
export async function forward(
  incoming: IncomingRequest,
  base: URL,
  stopping: AbortSignal,
): Promise<MockResponse> {
  const headers = Object.entries(incoming.headers).filter(([name]) => isForwarded(name))
  const hasBody = !['GET', 'HEAD'].includes(incoming.method) && incoming.bytes !== undefined
  const slow = new AbortController()
  const timer = setTimeout(() => slow.abort(), timeout)
  const { signal: gone } = incoming
  try {
    const response = await fetchWithRetry(targetOf(base, incoming), {
      method: incoming.method,
      headers: Object.fromEntries(headers),
      redirect: 'manual',
      signal: AbortSignal.any([slow.signal, stopping, ...(gone ? [gone] : [])]),
      ...(hasBody && { body: incoming.bytes as BodyInit }),
    })
    return await toProxiedResponse(response, base)
  } catch (error) {
    if (gone?.aborted) return { status: 0, headers: {}, disconnect: 'before' }
    if (slow.signal.aborted) {
      const detail = `${base.origin} did not respond within ${timeout} ms.`
      return problem(504, 'Real server too slow', { detail })
    }
    const { cause, message } = error as Error
    const reason = (cause as Error | undefined)?.message ?? message
    return problem(502, 'Real server not reached', { detail: `${base.origin}: ${reason}` })
  } finally {
    clearTimeout(timer)
  }
}
