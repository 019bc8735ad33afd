import { type Client, type ClientOptions, createClient } from '../src/index.ts'

export const communityId = '6167dba9c548eb5c7ec28057'
export const userId = '61100af5c548eb5c7ebc7819'

/** Returns a client whose requests are recorded in `requests` and answered by `respond`. */
export function observedClient(
  respond: (request: Request, count: number) => Response | Promise<Response>,
  options: ClientOptions = {},
): { client: Client; requests: Request[] } {
  const requests: Request[] = []
  const client = createClient({
    token: 'fake-token',
    ...options,
    fetch: async (...args) => {
      const request = new Request(...args)
      requests.push(request)
      return respond(request, requests.length)
    },
  })
  return { client, requests }
}

/** Returns a response with a page of users. */
export function usersPage(
  data: readonly object[],
  meta: object = { status: 'success', statusCode: 200 },
): Response {
  return Response.json({ meta, message: 'Get users success.', data })
}
