import {
  createClient,
  type FetchClient,
  type FetchClientOptions,
} from '@returning-kit/runtime/openapi-fetch'

/** The paths of the tests of differences. */
export interface paths {
  '/a': {
    get: { responses: { 200: { content: { 'application/json': string[] } } } }
    post: {
      requestBody: { content: { 'application/json': unknown } }
      responses: { 200: { content: { 'application/json': string[] } } }
    }
  }
  '/a#link': {
    get: {
      parameters: { query: { page: number } }
      responses: { 200: { content: { 'application/json': string[] } } }
    }
  }
  '/redirect': { get: { responses: { 200: { content: { 'application/json': object } } } } }
  '/users/{id}': {
    get: {
      parameters: { path: { id: string | undefined } }
      responses: { 200: { content: { 'application/json': string[] } } }
    }
  }
}

export const options = { retry: { baseDelay: 0 } } satisfies FetchClientOptions

/** Returns a client of responses that `respond` makes, and the requests it sent. */
export function observed(
  respond: (request: Request, count: number) => Response | Promise<Response>,
  more: FetchClientOptions = {},
): { api: FetchClient<paths>; requests: Request[] } {
  const requests: Request[] = []
  const fetch = async (request: Request) => {
    requests.push(request)
    return respond(request, requests.length)
  }
  const baseUrl = 'https://api.example.com'
  return { api: createClient<paths>({ baseUrl, ...options, fetch, ...more }), requests }
}
