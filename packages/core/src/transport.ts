import createFetchClient, { type Client as FetchClient } from 'openapi-fetch'
import { fillPath } from './path.ts'

/** The openapi-fetch surface over the paths of a contract. */
export type { FetchClient }

/** How openapi-fetch is asked for one call, whatever its path. */
export type Transport = (
  method: string,
  path: string,
  init: {
    baseUrl: string
    fetch: (request: Request, init?: RequestInit) => Promise<Response>
    params: { path: Record<string, unknown>; query: Record<string, unknown> }
    pathSerializer: (path: string, values: Record<string, unknown>) => string
    querySerializer: () => string
    headers: Record<string, string>
    body?: BodyInit
    bodySerializer: (body: BodyInit) => BodyInit
    parseAs: 'text' | 'blob'
  },
) => Promise<{ data?: unknown; error?: unknown; response: Response }>

/** Makes the openapi-fetch client that everything goes through; the only place that knows openapi-fetch. */
export function createTransport<Paths extends {}>(
  baseUrl: string,
  fetch: (request: Request, init?: RequestInit) => Promise<Response>,
): FetchClient<Paths> {
  return createFetchClient<Paths>({ baseUrl, fetch, pathSerializer: (path, values) => fillPath(path, values) })
}

/** The same client, for calls whose path is known at run time only. */
export function transportOf<Paths extends {}>(client: FetchClient<Paths>): Transport {
  return client.request as unknown as Transport
}
