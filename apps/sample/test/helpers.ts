import type { Hono } from 'hono'
import { createApp } from '../src/app.ts'
import { membersClient } from '../src/client.ts'

export const communityId = '6167dba9c548eb5c7ec28057'

/** Answers a request, in place of `fetch`. */
export type Answer = (request: Request) => Response | Promise<Response>

/** A service whose calls go to `answer` and are kept in `requests`. */
export function observedApp(
  answer: Answer,
  options: Parameters<typeof membersClient>[0] = {},
): { app: Hono; requests: Request[] } {
  const requests: Request[] = []
  const fetch = async (...given: [string, RequestInit]) => {
    const request = new Request(...given)
    requests.push(request)
    return answer(request)
  }
  const client = membersClient({ token: 'fake-token', retry: false, ...options, fetch })
  return { app: createApp({ client, communityId, mocked: true }), requests }
}

/** A page of users as the API answers it. */
export function usersPage(data: unknown): Response {
  return Response.json({
    meta: { status: 'success', statusCode: 200 },
    message: 'Get users success.',
    data,
  })
}
