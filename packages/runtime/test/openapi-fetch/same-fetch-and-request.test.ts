import { wrapAsPathBasedClient } from '@returning-kit/runtime/openapi-fetch'
import { describe, it } from 'vitest'
import { type AnyClient, compare, get, type Result, seen } from './compare.ts'

describe('fetch and Request', () => {
  it('a fetch of the client and of a call receives a Request', () =>
    compare(
      async (client) => {
        const own = async (request: Request) =>
          Response.json([request instanceof Request, request.method, await request.text()])
        return [
          await seen(await client.POST('/a', { body: { a: 1 } })),
          await seen(await client.POST('/a', { body: { a: 1 }, fetch: own })),
        ]
      },
      { fetch: (request) => fetch(request) },
    ))

  class OwnRequest extends Request {
    readonly own = true
  }

  it('a Request of the client and of a call', () =>
    compare(
      async (client) => {
        const own = async (request: Request) =>
          Response.json([request instanceof OwnRequest, request.headers.get('x-a')])
        const init = { headers: { 'x-a': 'b' }, fetch: own }
        return [
          await seen(await client.GET('/a', init)),
          await seen(await client.GET('/a', { ...init, Request })),
          await seen(await client.GET('/a')),
        ]
      },
      { Request: OwnRequest },
    ))

  it('options of the request, and those of frameworks', () =>
    compare(async (client) => {
      const own = async (request: Request & { next?: unknown }) => {
        const { cache, credentials, integrity, keepalive, mode, redirect, referrer } = request
        const { referrerPolicy, next } = request
        const standard = {
          cache,
          credentials,
          integrity,
          keepalive,
          mode,
          referrer,
          referrerPolicy,
        }
        return Response.json({ ...standard, next, redirect: redirect !== undefined })
      }
      const init = {
        cache: 'no-cache',
        credentials: 'include',
        keepalive: true,
        next: { tags: [] },
      }
      return seen(await client.GET('/a', { ...init, fetch: own }))
    }))

  it.each([
    ['a read', 'GET', {}],
    ['a read with options of a request', 'GET', { credentials: 'include' }],
    ['a read with a Request of the caller', 'GET', { Request: OwnRequest }],
    ['a body', 'POST', { body: { a: 1 } }],
  ])('%s reaches fetch before the call returns', (_, method, init) =>
    compare(async (client) => {
      let isSent = false
      const own = async () => {
        isSent = true
        return Response.json([])
      }
      const call = client.request(method, '/a', { ...init, fetch: own })
      const wasSent = isSent
      await call
      return wasSent
    }),
  )

  it('an extension of the request', () =>
    compare(
      async (client) => {
        const seenBy: unknown[] = []
        const own = async (_request: Request, extension: unknown) => {
          seenBy.push(extension)
          return Response.json([])
        }
        await client.GET('/a', { fetch: own })
        return seenBy
      },
      { requestInitExt: { dispatcher: 'own' } },
    ))

  it('an invalid option of a request', () => compare(get('/a', { mode: 'nonsense' })))
})

it('works as a client by path', () =>
  compare(async (client) => {
    const byPath = wrapAsPathBasedClient(client as never) as unknown as Record<string, AnyClient>
    return seen(await (byPath['/created'] as unknown as { GET(): Promise<Result> }).GET())
  }))
