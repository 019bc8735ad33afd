import type { PreparedRequest } from '../operation/serializer.ts'

/** A request of openapi-fetch that is ready to be sent. */
export interface FetchRequest extends Pick<PreparedRequest, 'method' | 'url' | 'headers' | 'body'> {
  readonly signal: AbortSignal | undefined
  readonly redirect: RequestRedirect
  /**
   * The options of the request that `fetch(url, init)` would lose, such as `cache`, and those of
   * frameworks.
   */
  readonly init: RequestInit
}

/**
 * What openapi-fetch creates instead of a Request when only this package reads it. The platform
 * would create another Request from it, which costs as much as building the URL, the headers and
 * the body together.
 */
interface PlainRequest {
  readonly method: string
  readonly url: string
  readonly plain: RequestInit
}

const methods = /^(GET|PUT|POST|DELETE|OPTIONS|HEAD|PATCH)$/
const plainOptions = /^(method|headers|body|redirect|signal)$/

// Whatever a Request would reject, complete or read once is left to a Request.
function isPlain(url: string, init: RequestInit): boolean {
  const { method = '', body } = init
  const isRepeatable =
    body === undefined ||
    (method !== 'GET' &&
      method !== 'HEAD' &&
      (typeof body === 'string' || body instanceof FormData || body instanceof Blob))
  return (
    isRepeatable &&
    methods.test(method) &&
    URL.canParse(url) &&
    Object.keys(init).every((name) => plainOptions.test(name))
  )
}

function createRequest(url: string, init: RequestInit): PlainRequest | Request {
  if (!isPlain(url, init)) return new Request(url, init)
  return { method: init.method as string, url, plain: init }
}

/** The option `Request` of openapi-fetch. `new` returns what a function returns. */
export const PlainRequest = createRequest as unknown as typeof Request

function initOf(request: Request): RequestInit {
  const { cache, credentials, integrity, keepalive, mode, referrer, referrerPolicy } = request
  // The spread copies what openapi-fetch put on the request for frameworks, such as `next` for
  // Next.js.
  return {
    ...request,
    cache,
    credentials,
    integrity,
    keepalive,
    mode,
    referrer,
    referrerPolicy,
  }
}

function sentOf({ method, url, plain }: PlainRequest): FetchRequest {
  const { headers, body = null, signal, redirect = 'follow' } = plain
  return {
    method,
    url,
    headers: Object.fromEntries(headers as Headers),
    body,
    signal: signal ?? undefined,
    redirect,
    init: {},
  }
}

function requestOf(request: Request, body: ArrayBuffer | undefined): FetchRequest {
  const { method, url, headers, signal, redirect } = request
  return {
    method,
    url,
    headers: Object.fromEntries(headers),
    body: body?.byteLength ? body : null,
    signal,
    redirect,
    init: initOf(request),
  }
}

/**
 * Returns what has to be sent, with a body that can be sent again. Without a body there is nothing
 * to wait for, so `fetch` is called before the call returns, as openapi-fetch does.
 */
export function toFetchRequest(
  request: Request | PlainRequest,
): FetchRequest | Promise<FetchRequest> {
  if ('plain' in request) return sentOf(request)
  // In some browsers `request.body` is undefined even if there is a body.
  if (/^(GET|HEAD)$/.test(request.method)) return requestOf(request, undefined)
  return request.arrayBuffer().then((body) => requestOf(request, body))
}
