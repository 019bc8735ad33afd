import createFetchClient, { type Client as FetchClient } from 'openapi-fetch'
import { fillPath } from './path.ts'

/** The openapi-fetch surface over the paths of a contract. */
export type { FetchClient }

/** How openapi-fetch is asked for one call, whatever its path. */
export interface Transport {
  /** Whether there is middleware, which may read a body after us. */
  readonly watched: boolean
  request(
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
      parseAs: 'stream'
    },
  ): Promise<{ data?: unknown; error?: unknown; response: Response }>
}

/** Makes the openapi-fetch client that everything goes through; the only place that knows openapi-fetch. */
export function createTransport<Paths extends {}>(
  baseUrl: string,
  fetch: (request: Request, init?: RequestInit) => Promise<Response>,
): { client: FetchClient<Paths>; transport: Transport } {
  const client = createFetchClient<Paths>({
    baseUrl,
    fetch,
    redirect: 'manual',
    pathSerializer: (path, values) => fillPath(path, values),
  })
  const request = client.request as unknown as Transport['request']
  const transport = { watched: false, request }
  const { use } = client
  client.use = (...middleware) => {
    transport.watched = true
    use(...middleware)
  }
  return { client, transport }
}
