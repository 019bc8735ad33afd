import { FakeClock } from '@repo/testing/fake-clock'
import { createContractClient, isNetworkError, isResponseError } from '@returning-kit/runtime'
import {
  createClient,
  createContractFetchClient,
  type FetchClientOptions,
} from '@returning-kit/runtime/openapi-fetch'
import openapiFetch, { type Client } from 'openapi-fetch'
import { describe, expect, expectTypeOf, it, vi } from 'vitest'
import { serve } from '../node/server.ts'
import { startRecorder } from './recording-server.ts'

// docs/reference/openapi-fetch.md lists every difference from openapi-fetch, with its
// reason.

interface paths {
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

const options = { retry: { baseDelay: 0 } } satisfies FetchClientOptions

/** Returns a client of responses that `respond` makes, and the requests it sent. */
function observed(
  respond: (request: Request, count: number) => Response | Promise<Response>,
  more: FetchClientOptions = {},
) {
  const requests: Request[] = []
  const fetch = async (request: Request) => {
    requests.push(request)
    return respond(request, requests.length)
  }
  const baseUrl = 'https://api.example.com'
  return { api: createClient<paths>({ baseUrl, ...options, fetch, ...more }), requests }
}

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

describe('URLs', () => {
  it('resolve a base URL against the page', async () => {
    const sent: string[] = []
    vi.stubGlobal('location', { href: 'https://page.example.com/app/' })
    try {
      const fetch = async ({ url }: Request) => {
        sent.push(url)
        return Response.json([])
      }
      await createClient<paths>({ baseUrl: '/api', fetch }).GET('/a')
      await createClient<paths>({ fetch }).GET('/a', { baseUrl: '../v2' })
    } finally {
      vi.unstubAllGlobals()
    }
    expect(sent).toEqual(['https://page.example.com/api/a', 'https://page.example.com/v2/a'])
  })

  it('lose every slash at the end of the base URL', async () => {
    const { api, requests } = observed(() => Response.json([]))
    await api.GET('/a', { baseUrl: 'https://api.example.com//' })
    expect(requests[0]?.url).toBe('https://api.example.com/a')
  })

  it('send the query of a path that has a fragment in the contract', async () => {
    const { api, requests } = observed(() => Response.json([]))
    await api.GET('/a#link', { params: { query: { page: 2 } } })
    expect(requests[0]?.url).toBe('https://api.example.com/a?page=2')
  })

  it.each([
    [undefined, 'is missing'],
    ['', 'is empty'],
    ['.', 'is a dot segment'],
    ['..', 'is a dot segment'],
  ])('reject the path value %j', async (id, why) => {
    const { api, requests } = observed(() => Response.json([]))
    await expect(api.GET('/users/{id}', { params: { path: { id } } })).rejects.toMatchObject({
      name: 'InputError',
      parameter: 'id',
      message: `\`id\` ${why}.`,
    })
    await expect(api.GET('/users/{id}', {} as never)).rejects.toThrow('`id` is missing')
    expect(requests).toEqual([])
  })

  it('are what a custom `pathSerializer` returns', async () => {
    const { api, requests } = observed(() => Response.json([]))
    const pathSerializer = (path: string, { id }: Record<string, unknown>) =>
      path.replace('{id}', `${id}`)
    await api.GET('/users/{id}', { params: { path: { id: 'a/b' } }, pathSerializer })
    expect(requests[0]?.url).toBe('https://api.example.com/users/a/b')
  })
})

describe('redirects', () => {
  it('are followed by the client, so `fetch` sees each request', async () => {
    const { url, received } = await startRecorder()
    const modes: string[] = []
    const api = createClient<paths>({
      baseUrl: url,
      fetch: (request) => {
        modes.push(request.redirect)
        return fetch(request)
      },
    })
    const { data, response } = await api.GET('/redirect')
    expect([data, response.redirected]).toEqual([{ id: 1 }, false])
    expect(received.map(({ url: path }) => path)).toEqual(['/redirect', '/created'])
    expect(modes).toEqual(['manual', 'manual'])
  })

  it('are an error or the response, as the caller wants', async () => {
    const { url, received } = await startRecorder()
    const api = createClient<paths>({ baseUrl: url, ...options })
    await expect(api.GET('/redirect', { redirect: 'error' })).rejects.toMatchObject({
      name: 'NetworkError',
      problem: 'redirects',
      attempts: 1,
    })
    expect((await api.GET('/redirect', { redirect: 'manual' })).response.status).toBe(302)
    expect(received).toHaveLength(2)
  })

  it('are an error where the platform hides them', async () => {
    // What `fetch` of a browser returns for a redirect that it does not follow.
    const hidden = new Proxy(Response.error(), {
      get: (response, name) =>
        name === 'type' ? 'opaqueredirect' : Reflect.get(response, name, response),
    })
    const { api, requests } = observed(() => hidden)
    await expect(api.GET('/a')).rejects.toMatchObject({
      name: 'NetworkError',
      problem: 'redirects',
    })
    expect(requests).toHaveLength(1)
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
