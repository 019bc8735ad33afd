import { FakeClock } from '@repo/testing/fake-clock'
import { createContractClient, isNetworkError, isResponseError } from '@returning-kit/runtime'
import { createClient, createContractFetchClient } from '@returning-kit/runtime/openapi-fetch'
import openapiFetch, { type Client } from 'openapi-fetch'
import { describe, expect, expectTypeOf, it, vi } from 'vitest'
import { serve } from '../node/server.ts'
import { observed, options, type paths } from './observed-client.ts'
import { startRecorder } from './recording-server.ts'

// docs/reference/openapi-fetch.md lists every difference from openapi-fetch, with its
// reason. Those of URLs are in `url-differences.test.ts`.

it('has the types of openapi-fetch', () => {
  const create = () => createClient<paths>()
  expectTypeOf(create).returns.toEqualTypeOf<Client<paths>>()
})

describe('retries', () => {
  it('repeat a read that met a transient failure, below the middleware', async () => {
    const respond = (_request: Request, count: number) =>
      Response.json(['a'], { status: count < 3 ? 503 : 200 })
    const { api, requests } = observed(respond)
    const seen: number[] = []
    api.use({ onResponse: ({ response }) => void seen.push(response.status) })
    expect((await api.GET('/a')).data).toEqual(['a'])
    expect([requests.length, seen]).toEqual([3, [200]])
    requests.length = 0
    await api.POST('/a', { body: 1 })
    expect(requests).toHaveLength(1)
    await api.GET('/a', { retry: false })
  })

  it('survive a broken body', async () => {
    let count = 0
    const url = await serve((_request, response) => {
      count += 1
      if (count === 1) response.write('["', () => response.destroy())
      else response.end('["a"]')
    })
    const api = createClient<paths>({ baseUrl: url, ...options })
    expect((await api.GET('/a')).data).toEqual(['a'])
    expect(count).toBe(2)
  })

  it('send the body again, and a stream too', async () => {
    const bodies: string[] = []
    const { api } = observed(async (request, count) => {
      bodies.push(await request.text())
      return Response.json([], { status: count < 2 ? 503 : 200 })
    })
    const body = new Blob(['abc']).stream()
    const bodySerializer = (value: unknown) => value
    await api.POST('/a', { body, bodySerializer, duplex: 'half', idempotent: true })
    expect(bodies).toEqual(['abc', 'abc'])
  })
})

describe('limits', () => {
  it.each([false, true])('end a body that does not end, observed: %s', async (isObserved) => {
    const clock = new FakeClock()
    const arrived = Promise.withResolvers<void>()
    const url = await serve((_request, response) => {
      response.write('[', () => arrived.resolve())
    })
    const api = createClient<paths>({ baseUrl: url, retry: false, clock })
    if (isObserved) api.use({ onResponse: () => undefined })
    const call = api.GET('/a', { timeout: 5 })
    await arrived.promise
    await new Promise(setImmediate)
    clock.next()
    await expect(call).rejects.toMatchObject({ name: 'TimeoutError', limit: 'timeout' })
    expect(clock.waiting).toBe(0)
  })

  it('reject a body that exceeds `maxResponseBytes`', async () => {
    const { api } = observed(() => Response.json(['a'.repeat(100)]), { maxResponseBytes: 50 })
    const error = await api.GET('/a').catch((thrown: unknown) => thrown)
    expect(isResponseError(error) && [error.reason, error.status]).toEqual(['body', 200])
    expect((error as Error).message).toContain('GET /a failed')
    const { data } = await api.GET('/a', { parseAs: 'stream' })
    await expect(new Response(data).text()).rejects.toThrow('exceeds maxResponseBytes')
    await expect(api.GET('/a', { parseAs: 'blob' })).rejects.toThrow('exceeds maxResponseBytes')
  })

  it('let a stream take its time, until the signal of the call ends it', async () => {
    const clock = new FakeClock()
    const url = await serve((_request, response) => void response.write('"a"'))
    const api = createClient<paths>({ baseUrl: url, clock })
    const controller = new AbortController()
    const { data } = await api.GET('/a', { parseAs: 'stream', signal: controller.signal })
    expect(clock.waiting).toBe(0)
    const reader = data?.getReader()
    expect(new TextDecoder().decode((await reader?.read())?.value)).toBe('"a"')
    controller.abort(new Error('enough'))
    await expect(reader?.read()).rejects.toThrow('enough')
  })
})

describe('errors', () => {
  it('are typed, and hold what openapi-fetch throws', async () => {
    const cause = new TypeError('fetch failed')
    const { api } = observed(() => Promise.reject(cause), { retry: false })
    const errors: unknown[] = []
    api.use({ onError: ({ error }) => void errors.push(error) })
    const error = await api.GET('/a').catch((thrown: unknown) => thrown)
    expect(isNetworkError(error) && error.cause).toBe(cause)
    expect(errors).toEqual([error])
    const aborted = api.GET('/a', { signal: AbortSignal.abort('enough') })
    await expect(aborted).rejects.toMatchObject({ name: 'AbortError', cause: 'enough' })
  })

  it('of another type that a `fetch` throws are thrown as they are', async () => {
    class Redirect extends Error {}
    for (const thrown of [new Redirect('/login'), new Error('own'), 'a string']) {
      const { api } = observed(() => Promise.reject(thrown))
      const errors: unknown[] = []
      api.use({ onError: ({ error }) => void errors.push(error) })
      await expect(api.GET('/a')).rejects.toBe(thrown)
      expect(errors).toEqual([thrown])
    }
    const refused = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' })
    const { api } = observed(() => Promise.reject(refused))
    await expect(api.GET('/a')).rejects.toMatchObject({ problem: 'unreachable', cause: refused })
  })

  it('name a base URL that cannot be used', async () => {
    expect(() => createClient<paths>({ baseUrl: 'ftp://example.com' })).toThrow('`baseUrl`')
    for (const baseUrl of [undefined, '/api', 'api.example.com']) {
      const fetch = vi.fn<() => Promise<Response>>()
      const api = createClient<paths>({ baseUrl: baseUrl as string, fetch })
      await expect(api.GET('/a')).rejects.toMatchObject({
        name: 'InputError',
        parameter: 'baseUrl',
      })
      await expect(api.GET('/a', { baseUrl: '/b' })).rejects.toThrow('`baseUrl`')
      expect(fetch).not.toHaveBeenCalled()
    }
  })
})

describe('responses', () => {
  it('need a status', async () => {
    const noStatus = { ok: true, headers: new Headers(), text: async () => '{}' }
    const { api } = observed(() => noStatus as Response)
    await expect(api.GET('/a')).rejects.toMatchObject({ name: 'InputError', parameter: 'fetch' })
  })

  it.each([false, true])(
    'have no error for an empty body (middleware: %s)',
    async (hasMiddleware) => {
      const respond = () =>
        new Response(new ReadableStream({ start: (body) => body.close() }), { status: 404 })
      const { api } = observed(respond)
      if (hasMiddleware) api.use({ onResponse: () => undefined })
      expect(await api.GET('/a')).toMatchObject({ error: undefined, response: { status: 404 } })
      const theirs = openapiFetch<paths>({
        baseUrl: 'https://api.example.com',
        fetch: async () => respond(),
      })
      expect(await theirs.GET('/a')).toMatchObject({ error: '' })
    },
  )

  it('are copies for middleware, with the body in memory', async () => {
    const { url } = await startRecorder()
    const api = createClient<paths>({ baseUrl: url })
    const types: string[] = []
    api.use({
      onResponse: async ({ response }) => {
        types.push(response.type, typeof (await response.clone().json()))
      },
    })
    const { data } = await api.GET('/redirect')
    expect(types).toEqual(['default', 'object'])
    expect(data).toEqual({ id: 1 })
  })
})

describe('requests', () => {
  it('are built once, unless someone sees them', async () => {
    let built = 0
    class CountedRequest extends Request {
      constructor(...args: ConstructorParameters<typeof Request>) {
        super(...args)
        built += 1
      }
    }
    vi.stubGlobal('Request', CountedRequest)
    try {
      const { url } = await startRecorder()
      const api = createClient<paths>({ baseUrl: url })
      await api.POST('/a', { body: { a: 1 }, headers: { 'x-a': 'b' } })
      expect(built).toBe(0)
      api.use({ onRequest: () => undefined })
      await api.POST('/a', { body: { a: 1 } })
      expect(built).toBe(1)
    } finally {
      vi.unstubAllGlobals()
    }
  })

  it('reach the global `fetch` as a URL and an init', async () => {
    const stub = vi.fn(async (..._call: unknown[]) => Response.json([]))
    vi.stubGlobal('fetch', stub)
    try {
      const api = createClient<paths>({ baseUrl: 'https://api.example.com' })
      api.use({ onRequest: ({ request }) => request.headers.set('x-a', 'b') })
      await api.GET('/a')
    } finally {
      vi.unstubAllGlobals()
    }
    const init = expect.objectContaining({ method: 'GET', headers: { 'x-a': 'b' } })
    expect(stub.mock.calls).toEqual([['https://api.example.com/a', init]])
  })

  it('go through the `fetch` of a client of functions as a URL and an init', async () => {
    const calls: unknown[][] = []
    const client = createContractClient(
      { server: 'https://api.example.com' },
      {
        headers: { 'x-client': 'a' },
        fetch: async (...call: unknown[]) => {
          calls.push(call)
          return Response.json([])
        },
      },
    )
    const fetchContract = { createClient: () => client, routes: {} }
    const api = createContractFetchClient<paths>(fetchContract, client)
    const result = await api.GET('/a', { cache: 'no-store' })
    expect(result.data).toEqual([])
    expect(calls).toMatchObject([
      [
        'https://api.example.com/a',
        { method: 'GET', cache: 'no-store', headers: { 'x-client': 'a' } },
      ],
    ])
  })
})
