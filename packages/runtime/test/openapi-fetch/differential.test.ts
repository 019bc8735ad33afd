import { createClient, wrapAsPathBasedClient } from '@returning-kit/runtime/openapi-fetch'
import openapiFetch, { type ClientOptions, type Middleware } from 'openapi-fetch'
import { describe, expect, it } from 'vitest'
import { startRecorder } from './recording-server.ts'

// Every call is made with openapi-fetch and with this package. What the server receives and what
// the caller gets must be the same. The differences that are meant are in `differences.test.ts`.

interface AnyClient {
  request(method: string, path: string, init?: object): Promise<Result>
  GET(path: string, init?: object): Promise<Result>
  POST(path: string, init?: object): Promise<Result>
  use(...middleware: Middleware[]): void
  eject(...middleware: Middleware[]): void
}

interface Result {
  data?: unknown
  error?: unknown
  response: Response
}

type Use = (client: AnyClient, url: string) => Promise<unknown>

type Create = (options: object) => AnyClient

const createPlain = openapiFetch as Create
const createOwn = createClient as Create

// The boundary of a form is random.
const withoutBoundary = (text: string) => text.replaceAll(/-*formdata-undici-\d+(-*)/g, 'boundary')

async function outcomeOf(use: () => Promise<unknown>): Promise<unknown> {
  try {
    return await use()
  } catch (error) {
    return { thrown: (error as Error).name, message: (error as Error).message }
  }
}

async function readable(value: unknown): Promise<unknown> {
  if (value instanceof Blob) return { type: value.type, text: await value.text() }
  if (value instanceof ReadableStream) return { stream: await new Response(value).text() }
  if (value instanceof ArrayBuffer) return [...new Uint8Array(value)]
  return value
}

/** What a caller can see of a result. */
async function seen(result: Result): Promise<object> {
  const { data, error, response } = result
  const headers = Object.fromEntries(response.headers)
  return {
    keys: Object.keys(result),
    data: await readable(data),
    error,
    status: response.status,
    statusText: response.statusText,
    ok: response.ok,
    url: new URL(response.url || 'none:').pathname,
    isResponse: response instanceof Response,
    headers: { ...headers, date: undefined },
  }
}

/**
 * Uses a client of openapi-fetch and one of this package, and compares what arrived and what was
 * returned.
 */
async function compare(use: Use, options: ClientOptions = {}): Promise<void> {
  const runs = []
  for (const create of [createPlain, createOwn]) {
    const { url, received } = await startRecorder()
    // Retries are a difference that is meant.
    const client = create({ baseUrl: url, retry: false, ...options })
    const outcome = await outcomeOf(() => use(client, url))
    const text = JSON.stringify({ outcome, received }).replaceAll(url, '')
    runs.push(JSON.parse(withoutBoundary(text.replaceAll(new URL(url).host, 'host'))))
  }
  expect(runs[1]).toEqual(runs[0])
}

const get =
  (path: string, init?: object): Use =>
  async (client) =>
    seen(await client.GET(path, init))

const post =
  (path: string, init?: object): Use =>
  async (client) =>
    seen(await client.POST(path, init))

describe('methods', () => {
  it.each(['get', 'PUT', 'post', 'Delete', 'options', 'head', 'patch', 'trace'])('%s', (method) =>
    compare(async (client) => seen(await client.request(method, '/a'))),
  )

  it('a GET with a body', () => compare(get('/a', { body: { a: 1 } })))
})

describe('URLs', () => {
  it.each(['/', '/v1/', '/v1'])('a base URL that ends with %s', (end) =>
    compare(async (client, url) => seen(await client.GET('/a', { baseUrl: url + end }))),
  )

  it('a base URL of one call', () =>
    compare(async (client, url) => [
      await seen(await client.GET('/a', { baseUrl: `${url}/v2/` })),
      await seen(await client.GET('/a')),
    ]))

  const id = [3, 'a/b']
  const role = { role: 'admin', first: 'A B' }
  const styles = ['{id}', '{id*}', '{.id}', '{.id*}', '{;id}', '{;id*}']
  const values = [5, 'a/b?c#d', true, id, role]
  it.each(styles.flatMap((style) => values.map((value) => [style, value] as const)))(
    'the path %s with %j',
    (style, value) => compare(get(`/users/${style}/x`, { params: { path: { id: value } } })),
  )

  it('several values in one segment', () =>
    compare(get('/a/{x}-{y}.json', { params: { path: { x: 1, y: 'é' } } })))

  it('a path serializer of the client and of a call', async () => {
    const serializer = (end: string) => (path: string, values: Record<string, unknown>) =>
      path.replace('{id}', `[${values['id']}]${end}`)
    const init = { params: { path: { id: 5 } } }
    await compare(get('/users/{id}', init), { pathSerializer: serializer('') })
    await compare(get('/users/{id}', { ...init, pathSerializer: serializer('!') }), {
      pathSerializer: serializer(''),
    })
  })

  const query = {
    text: 'a b&c',
    number: 0,
    flag: false,
    none: null,
    missing: undefined,
    list: [1, 'b c'],
    empty: [],
    object: { a: 1, b: 'x y' },
  }
  it.each([
    undefined,
    { array: { style: 'pipeDelimited', explode: false } },
    { array: { style: 'spaceDelimited', explode: false } },
    { array: { style: 'form', explode: false } },
    { object: { style: 'form', explode: true } },
    { object: { style: 'form', explode: false } },
    { allowReserved: true },
    (values: object) => `?own=${Object.keys(values).length}`,
    () => '',
  ])('the query serializer %j', async (querySerializer) => {
    const serializer = querySerializer as NonNullable<ClientOptions['querySerializer']>
    await compare(get('/a', { params: { query }, querySerializer: serializer }))
    if (serializer) await compare(get('/a', { params: { query } }), { querySerializer: serializer })
  })

  it('a query serializer of the client, changed by a call', () =>
    compare(get('/a', { params: { query }, querySerializer: { allowReserved: true } }), {
      querySerializer: { array: { style: 'pipeDelimited', explode: false } },
    }))

  it('a query that cannot be serialized', () =>
    compare(get('/a', { params: { query: { filter: { a: { b: 1 } } } } })))
})

describe('headers', () => {
  const headers = { 'x-a': 'a', 'X-B': 'b', 'x-c': 'c' }
  it('of the client, of a call and of parameters', () =>
    compare(
      get('/a', {
        headers: { 'x-b': 1, 'x-c': null, 'x-d': true, 'x-e': ['a', 2], 'x-f': undefined },
        params: { header: { 'x-a': 'parameter' } },
      }),
      { headers },
    ))

  it.each([new Headers(headers), Object.entries(headers) as [string, string][]])('as %o', (given) =>
    compare(get('/a', { headers: { 'x-b': null } }), { headers: given as never }),
  )

  it('a cookie, and an authorization of the caller', () =>
    compare(get('/a', { headers: { cookie: 'a=b', authorization: 'Bearer own' } })))

  it('an invalid one', () => compare(get('/a', { headers: { 'bad name': 'x' } })))
})

describe('bodies', () => {
  const form = new FormData()
  form.append('a', 'b')
  form.append('file', new File(['abc'], 'a.txt', { type: 'text/plain' }))
  const asIs = { bodySerializer: (body: unknown) => body }

  it.each([undefined, null, false, 0, '', 'a', [1], { a: 'é' }, new Date(0)])('%j', (body) =>
    compare(post('/a', { body })),
  )

  it('a form of the platform', () => compare(post('/a', { body: form })))

  it.each([
    ['a URL-encoded form', 'application/x-www-form-urlencoded'],
    ['another media type', 'application/my-json'],
  ])('%s', (_, type) =>
    compare(post('/a', { body: { a: 1, b: 'x y' }, headers: { 'Content-Type': type } })),
  )

  it('without a media type', () =>
    compare(post('/a', { body: { a: 1 }, headers: { 'content-type': null } })))

  it.each([
    ['a Blob', new Blob(['abc'], { type: 'image/png' })],
    ['bytes', Uint8Array.of(97, 98)],
    ['a URLSearchParams', new URLSearchParams({ a: 'b' })],
    ['a form', form],
    ['a stream', new Blob(['abc']).stream()],
    ['undefined', undefined],
  ])('a serializer that returns %s', async (_, body) => {
    await compare(post('/a', { body, ...asIs }))
    await compare(post('/a', { body, ...asIs, headers: { 'content-type': null } }))
  })

  it('a serializer of the client, which reads the headers', () =>
    compare(post('/a', { body: { a: 1 }, headers: { 'x-a': 'b' } }), {
      bodySerializer: (body: unknown) => `own ${JSON.stringify(body)}`,
    }))
})

describe('responses', () => {
  const paths = [
    '/created',
    '/no-content',
    '/not-found',
    '/html',
    '/empty',
    '/empty-error',
    '/not-json',
    '/text',
    '/redirect',
  ]
  const modes = [undefined, 'json', 'text', 'blob', 'arrayBuffer', 'stream']
  it.each(paths.flatMap((path) => modes.map((parseAs) => [path, parseAs] as const)))(
    '%s parsed as %s',
    async (path, parseAs) => {
      await compare(get(path, parseAs ? { parseAs } : {}))
      await compare(async (client) => {
        client.use({ onResponse: () => undefined })
        return seen(await client.GET(path, parseAs ? { parseAs } : {}))
      })
    },
  )

  it('the body of a response is read', () =>
    compare(async (client) => {
      const { response } = await client.GET('/created')
      return [response.bodyUsed, await response.text().catch((error: Error) => error.name)]
    }))

  it.each(['manual', 'error', 'follow'])('a redirect with `redirect: %j`', (redirect) =>
    compare(async (client) => {
      const failed = { thrown: 'any' }
      return client.GET('/redirect', { redirect }).then(seen, () => failed)
    }),
  )

  it('a redirect that changes the method', () => compare(post('/see-other', { body: { a: 1 } })))
})

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
