import type { Middleware } from 'openapi-fetch'
import { describe, it } from 'vitest'
import { compare, seen } from './compare.ts'

describe('middleware', () => {
  it('runs in order, and sees what was sent', () =>
    compare(async (client) => {
      const log: unknown[] = []
      const middleware = (name: string): Middleware => ({
        onRequest({ request, schemaPath, params, options }) {
          const { baseUrl: _, fetch: __, ...rest } = options
          log.push(['request', name, request.method, schemaPath, params, Object.keys(rest)])
          log.push([request.credentials, request.redirect, request.cache, request.bodyUsed])
          request.headers.set('x-step', name)
        },
        async onResponse({ response, request, id }) {
          log.push(['response', name, await response.clone().json(), typeof id, request.url])
          return new Response(response.body, { status: 202, headers: { 'x-name': name } })
        },
      })
      client.use(middleware('a'), middleware('b'))
      const init = { params: { path: { id: 1 } }, middleware: [middleware('c')] }
      const result = await client.GET('/a/{id}', { ...init, cache: 'no-store' })
      return [await seen(result), log]
    }))

  it('replaces the request', () =>
    compare(async (client, url) => {
      client.use({
        onRequest: ({ request }) =>
          new Request(`${url}/other`, {
            ...request,
            method: 'PUT',
            body: 'b',
            headers: { a: 'b' },
          }),
      })
      return seen(await client.GET('/a'))
    }))

  it('reads the body of the request', () =>
    compare(async (client) => {
      const bodies: string[] = []
      client.use({
        async onRequest({ request }) {
          bodies.push(await request.clone().text())
        },
      })
      return [await seen(await client.POST('/a', { body: { a: 1 } })), bodies]
    }))

  it('returns a response early', () =>
    compare(async (client) => {
      client.use({ onRequest: () => Response.json({ early: true }, { status: 203 }) })
      return seen(await client.GET('/a'))
    }))

  it('sends again', () =>
    compare(async (client) => {
      client.use({
        onResponse: ({ options, response, request }) =>
          response.status === 404 ? options.fetch(request.clone()) : undefined,
      })
      return seen(await client.GET('/not-found'))
    }))

  it.each([
    ['nothing', () => undefined],
    ['an error', () => new Error('own')],
    ['a response', () => Response.json({ from: 'onError' })],
    ['something else', () => 1 as never],
  ])('handles an error and returns %s', (_, onError) =>
    compare(async (client) => {
      client.use({ onError })
      return client.GET('/a', { signal: AbortSignal.abort() }).then(seen, ({ name, message }) =>
        // The name is the same; the message of an abort is one of this package.
        name === 'AbortError' ? name : message,
      )
    }),
  )

  it('can be ejected, and must be middleware', () =>
    compare(async (client) => {
      const set: Middleware = { onRequest: ({ request }) => request.headers.set('x-a', 'b') }
      client.use(set, set)
      client.eject(set)
      await client.GET('/a')
      client.eject(set, set)
      await client.GET('/a')
      client.use(undefined as never)
      client.use({} as never)
    }))
})
