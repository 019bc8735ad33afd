import createOpenapiFetchClient, {
  type Client as FetchClient,
  type Middleware,
  type PathBasedClient,
  wrapAsPathBasedClient,
} from 'openapi-fetch'
import { type Client, contextOf, isClient } from '../client/client.ts'
import { createContractClient } from '../client/create-client.ts'
import { checkedBaseUrl } from '../client/servers.ts'
import type { ClientContext } from '../transport/context.ts'
import {
  type FetchClientOptions,
  type OpenapiFetchOptions,
  type SendOptions,
  splitCallOptions,
  splitOptions,
} from './fetch-options.ts'
import { PlainRequest } from './plain-request.ts'
import type { ParseAs, ReadResponse } from './read-body.ts'
import { type FetchContract, operationOf } from './routes.ts'
import { type FetchCall, type RequestFetch, sendRequest } from './send-request.ts'
import { serializePath } from './serialize-path.ts'

/** An openapi-fetch client of the paths of a contract. */
export type { FetchClient }

/** The options of a call that this file reads. */
interface CallInit {
  readonly baseUrl?: string
  readonly fetch?: RequestFetch
  readonly Request?: typeof Request
  readonly middleware?: readonly Middleware[]
  readonly parseAs?: ParseAs
  readonly pathSerializer?: OpenapiFetchOptions['pathSerializer']
}

interface RawResult {
  response: Response
}

type Values = Readonly<Record<string, unknown>>

type RawRequest = (method: string, path: string, init: object) => Promise<RawResult>

// In a browser openapi-fetch accepts a URL that is relative to the page.
function absoluteUrl(url: string | URL): string {
  const page = (globalThis as { location?: { href?: string } }).location?.href
  return checkedBaseUrl(URL.canParse(`${url}`, page) ? new URL(url, page).href : url)
}

function defaultsOf(client: Client): OpenapiFetchOptions {
  const { headers } = contextOf(client, 'createClient')
  return headers ? { headers: Object.fromEntries(new Headers(headers as HeadersInit)) } : {}
}

type AnyMedia = `${string}/${string}`

/**
 * Returns an openapi-fetch client that sends with the retries, time limits and hooks of this
 * package. Every option, method and middleware of openapi-fetch works; calls also have `timeout`,
 * `totalTimeout`, `retry` and `idempotent`.
 *
 * @param options - Options of openapi-fetch and of this package.
 * @throws InputError for an invalid option.
 * @see https://openapi-ts.dev/openapi-fetch/
 *
 * @example
 * ```ts
 * import type { paths } from '@returning-kit/core/paths'
 * import { createClient } from '@returning-kit/runtime/openapi-fetch'
 *
 * export const api = createClient<paths>({
 *   baseUrl: 'https://api.example.com',
 *   headers: { authorization: 'Bearer fake-token' },
 *   timeout: 5_000,
 * })
 * ```
 */
export function createClient<Paths extends {}, Media extends AnyMedia = AnyMedia>(
  options: FetchClientOptions = {},
): FetchClient<Paths, Media> {
  const { fetchOptions, clientOptions } = splitOptions(options, false)
  const { baseUrl = '', ...rest } = clientOptions
  const server = absoluteUrl(baseUrl as string)
  return fetchClient(createContractClient({ server }, rest), fetchOptions)
}

/**
 * Returns an openapi-fetch client with the methods of each path: the same as
 * `wrapAsPathBasedClient(createClient(options))`.
 *
 * @param options - Options of openapi-fetch and of this package.
 * @throws InputError for an invalid option.
 *
 * @example
 * ```ts
 * import type { paths } from '@returning-kit/core/paths'
 * import { createPathBasedClient } from '@returning-kit/runtime/openapi-fetch'
 *
 * const api = createPathBasedClient<paths>({ baseUrl: 'https://api.example.com' })
 * const path = { communityId: '6167dba9c548eb5c7ec28057' }
 *
 * export const users = () => api['/v1/communities/{communityId}/users'].GET({ params: { path } })
 * ```
 */
export function createPathBasedClient<Paths extends {}, Media extends AnyMedia = AnyMedia>(
  options: FetchClientOptions = {},
): PathBasedClient<Paths, Media> {
  return wrapAsPathBasedClient(createClient<Paths, Media>(options))
}

/**
 * Returns an openapi-fetch client of a contract; generated code calls it with its own contract. A
 * call gets the host and the credentials of its operation, and is retried as the contract allows.
 *
 * @param contract - What the types of the contract do not contain; the generator writes it.
 * @param options - Options of openapi-fetch and of the client of the contract; or such a client,
 * with which it shares credentials, cached tokens and the retry budget.
 */
export function createContractFetchClient<Paths extends {}, Media extends AnyMedia = AnyMedia>(
  contract: FetchContract,
  options: object,
): FetchClient<Paths, Media> {
  if (isClient(options)) return fetchClient(options, defaultsOf(options), contract)
  const { fetchOptions, clientOptions } = splitOptions(options, true)
  return fetchClient(contract.createClient(clientOptions), fetchOptions, contract)
}

interface FetchSettings {
  readonly context: ClientContext
  readonly contract: FetchContract | undefined
  readonly fetchOptions: OpenapiFetchOptions
  /** The middleware of the client. */
  readonly observers: Middleware[]
}

// The call of a request, as the options of the call override those of the client.
function fetchCall(
  { context, contract, fetchOptions, observers }: FetchSettings,
  method: string,
  path: string,
  options: CallInit,
  sendOptions: SendOptions,
): FetchCall {
  const operation = operationOf(contract, method.toUpperCase(), path)
  return {
    context,
    operation,
    path,
    baseUrl: options.baseUrl ? absoluteUrl(options.baseUrl) : context.serverUrl(operation?.server),
    options: sendOptions,
    parseAs: options.parseAs ?? 'json',
    isObserved: observers.length > 0 || (options.middleware?.length ?? 0) > 0,
    fetch: options.fetch ?? (fetchOptions.fetch as RequestFetch | undefined),
    Request: options.Request ?? fetchOptions.Request ?? Request,
  }
}

function fetchClient<Paths extends {}, Media extends AnyMedia>(
  client: Client,
  fetchOptions: OpenapiFetchOptions,
  contract?: FetchContract,
): FetchClient<Paths, Media> {
  const context = contextOf(client, 'createClient')
  const observers: Middleware[] = []
  const settings = { context, contract, fetchOptions, observers }
  const { pathSerializer, Request: OwnRequest } = fetchOptions
  const openapiFetch = createOpenapiFetchClient<Paths, Media>(fetchOptions)
  const rawRequest = openapiFetch.request as unknown as RawRequest

  async function request(method: string, path: string, options?: CallInit): Promise<RawResult> {
    const { sendOptions, init } = splitCallOptions(options)
    const call = fetchCall(settings, method, path, options ?? {}, sendOptions)
    let read: ReadResponse | undefined
    init['baseUrl'] = call.baseUrl
    init['pathSerializer'] ??=
      pathSerializer ??
      ((pathname: string, values: Values) => serializePath(pathname, values, call.operation?.id))
    if (!call.isObserved) init['Request'] ??= OwnRequest ?? PlainRequest
    init['fetch'] = async (request: Request, extension?: RequestInit) => {
      read = await sendRequest(call, request, extension)
      return read.readable()
    }
    // A fragment distinguishes operations of one path. A query behind it would never be sent.
    const result = await rawRequest(method, path.replace(/#.*/, ''), init)
    if (read && !call.isObserved) result.response = read.response
    return result
  }

  const methodOf = (method: string) => (path: string, init?: CallInit) =>
    request(method, path, init)
  const methods = ['GET', 'PUT', 'POST', 'DELETE', 'OPTIONS', 'HEAD', 'PATCH', 'TRACE']
  return {
    ...Object.fromEntries(methods.map((method) => [method, methodOf(method)])),
    request,
    ...middlewareMethods(openapiFetch, observers),
  } as unknown as FetchClient<Paths, Media>
}

// `use` and `eject` of a client, which also keep the middleware that observes its calls.
function middlewareMethods(
  openapiFetch: Pick<FetchClient<object>, 'use' | 'eject'>,
  observers: Middleware[],
): Pick<FetchClient<object>, 'use' | 'eject'> {
  return {
    use(...middleware) {
      openapiFetch.use(...middleware)
      observers.push(...middleware.filter(Boolean))
    },
    eject(...middleware) {
      openapiFetch.eject(...middleware)
      for (const one of middleware) {
        const index = observers.indexOf(one)
        if (index >= 0) observers.splice(index, 1)
      }
    },
  }
}
