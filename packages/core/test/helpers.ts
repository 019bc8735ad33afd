import { type Client, type ClientOptions, createClient } from '../src/index.ts'

export const communityId = '6167dba9c548eb5c7ec28057'
export const userId = '61100af5c548eb5c7ebc7819'

/** A client whose requests are answered by `answer` and kept in `requests`. */
export function observedClient(
  answer: (request: Request, count: number) => Response | Promise<Response>,
  options: ClientOptions = {},
): { client: Client; requests: Request[] } {
  const requests: Request[] = []
  const client = createClient({
    token: 'fake-token',
    ...options,
    fetch: async (...given) => {
      const request = new Request(...given)
      requests.push(request)
      return answer(request, requests.length)
    },
  })
  return { client, requests }
}

/** A page of users as the API answers it. */
export function usersPage(
  data: readonly object[],
  meta: object = { status: 'success', statusCode: 200 },
): Response {
  return Response.json({ meta, message: 'Get users success.', data })
}
