import { CredentialError, isCredentialError } from '../errors/credential-error.ts'
import { NetworkError } from '../errors/network-error.ts'
import type { Operation, SecurityScheme } from '../operation/operation.ts'
import { readJson } from '../response/readers.ts'
import type { ClientContext } from '../transport/context.ts'
import { chooseSchemes } from '../transport/credentials.ts'
import { sendWithRetries } from '../transport/send.ts'
import { runPlugins, startCall } from '../transport/start-call.ts'
import type { SendOptions } from './fetch-options.ts'
import { type FetchRequest, toFetchRequest } from './plain-request.ts'
import { type ParseAs, type ReadResponse, readBody } from './read-body.ts'
import { assertPathIsComplete } from './serialize-path.ts'

/** The `fetch` of openapi-fetch: it receives a Request. */
export type RequestFetch = (request: Request, init?: RequestInit) => Promise<Response>

/** One call of an openapi-fetch client. */
export interface FetchCall {
  readonly context: ClientContext
  /** Undefined if the contract does not have the path. */
  readonly operation: Operation | undefined
  /** The path, with its placeholders. */
  readonly path: string
  /** Where the call is sent; credentials go to no other origin. */
  readonly baseUrl: string
  readonly options: SendOptions
  readonly parseAs: ParseAs
  /** Whether middleware sees the request and the response. */
  readonly isObserved: boolean
  /** The caller's `fetch`, and what its requests are created with. */
  readonly fetch: RequestFetch | undefined
  readonly Request: typeof Request
}

// A caller who adds the credential in a header or in the query needs no option for it.
function carries({ headers, url }: FetchRequest, { name }: SecurityScheme): boolean {
  return name.toLowerCase() in headers || new URL(url).searchParams.has(name)
}

function schemesOf({ context, operation, baseUrl }: FetchCall, request: FetchRequest) {
  const { security = [], id } = operation ?? {}
  let schemes: readonly SecurityScheme[]
  try {
    schemes = chooseSchemes(context.find, security, id)
  } catch (error) {
    const isCarried = security.some((schemes) => schemes.every((one) => carries(request, one)))
    if (isCredentialError(error) && isCarried) return []
    throw error
  }
  // Most often the origin is the same to the letter, and no URL has to be parsed.
  if (schemes.length === 0 || request.url.startsWith(`${baseUrl}/`)) return schemes
  const { origin } = new URL(request.url)
  if (origin === new URL(baseUrl).origin) return schemes
  const allowed = 'credentials are sent only to the server of the operation and to `baseUrl`'
  const message = `The request to ${origin} was not sent: ${allowed}.`
  throw new CredentialError(message, { options: [], operation: id })
}

// What sends each attempt.
function fetchOf(
  { context, fetch, Request, parseAs }: FetchCall,
  { init: options, signal }: FetchRequest,
  extension: RequestInit | undefined,
): NonNullable<ClientContext['fetch']> {
  return (url, init) => {
    const all: RequestInit = { ...options, ...init }
    // The caller reads a stream after the attempt, so the signal of the call must end that, too.
    if (parseAs === 'stream' && signal) {
      all.signal = init.signal ? AbortSignal.any([signal, init.signal]) : signal
    }
    if (!fetch) return (context.fetch ?? globalThis.fetch)(url, { ...all, ...extension })
    const request = new Request(url, all)
    for (const [name, value] of Object.entries(options)) {
      if (!(name in request)) Object.assign(request, { [name]: value })
    }
    return fetch(request, extension)
  }
}

function assertNoRedirect(call: FetchCall, response: Response, attempts: number): void {
  const isRedirect = response.type === 'opaqueredirect' || /^30[12378]$/.test(`${response.status}`)
  if (!isRedirect) return
  const message = `${call.operation?.id ?? call.path} was redirected, and \`redirect\` is 'error'.`
  const operation = call.operation?.id
  throw new NetworkError(message, { attempts, problem: 'redirects', operation })
}

/**
 * Sends a request of openapi-fetch with the credentials, the retries and the limits of the client.
 */
export async function sendRequest(
  call: FetchCall,
  request: Request,
  extension: RequestInit | undefined,
): Promise<ReadResponse> {
  const { context, operation, path } = call
  const preparing = toFetchRequest(request)
  const sent = 'then' in preparing ? await preparing : preparing
  const { method, url, headers, body, signal, redirect } = sent
  assertPathIsComplete(url, path, operation?.id)
  const options = signal ? { ...call.options, signal } : call.options
  const hasOwnFetch = context.hasOwnFetch || call.fetch !== undefined
  const fetch = fetchOf(call, sent, extension)
  const state = startCall({ ...context, fetch, hasOwnFetch }, operation, options)
  state.request = { method, url, query: [], headers, body }
  state.schemes = schemesOf(call, sent)
  state.returnsRedirect = redirect !== 'follow'
  operation?.prepare?.(state.request)
  const { read } = await sendWithRetries(state, (response) => {
    if (redirect === 'error') assertNoRedirect(call, response, state.attempts)
    return readBody(response, {
      parseAs: call.parseAs,
      isObserved: call.isObserved,
      limit: context.maxResponseBytes,
      attempts: state.attempts,
      operation: operation?.id ?? `${method} ${path}`,
    })
  })
  if (context.plugins.length > 0) {
    const { response, body } = read
    const { decoded } = await readJson(new Response(body), response.status, undefined)
    const sent = { operation, request: state.request, response, body: decoded?.body }
    await runPlugins(state, 'afterResponse', sent)
  }
  return read
}
