import type { Hono } from 'hono'
import { createApp } from '../src/app.ts'
import { createMembersClient } from '../src/client.ts'

export const communityId = '6167dba9c548eb5c7ec28057'

/** Replaces `fetch` in tests. */
export type Responder = (request: Request) => Response | Promise<Response>

/** Returns a service that sends its calls to `respond` and records them in `requests`. */
export function observedApp(
  respond: Responder,
  options: Parameters<typeof createMembersClient>[0] = {},
): { app: Hono; requests: Request[] } {
  const requests: Request[] = []
  const fetch = async (url: string, init: RequestInit) => {
    const request = new Request(url, init)
    requests.push(request)
    return respond(request)
  }
  const client = createMembersClient({ token: 'fake-token', retry: false, ...options, fetch })
  return { app: createApp({ client, communityId, isMocked: true }), requests }
}

/** Returns a response of the API with users. */
export function usersResponse(data: unknown): Response {
  return Response.json({
    meta: { status: 'success', statusCode: 200 },
    message: 'Get users success.',
    data,
  })
}
