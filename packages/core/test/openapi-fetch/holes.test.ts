import type { paths } from '@returning-kit/core/paths'
import {
  call,
  cookie,
  createContractClient,
  formBody,
  isInputError,
  type Operation,
  query,
  queryDeepObject,
  rawBody,
} from '@returning-kit/runtime'
import { createClient as createRuntimeFetchClient } from '@returning-kit/runtime/openapi-fetch'
import openapiFetch from 'openapi-fetch'
import { expect, it } from 'vitest'
import { createClient, createLeaderboard, listCommunityUsers } from '../../src/index.ts'
import { createClient as createFetchClient } from '../../src/openapi-fetch.ts'
import { communityId, usersPage } from '../helpers.ts'

// docs/openapi-fetch.md has a row for each of these. A test shows the hole in openapi-fetch itself, so that the row is known
// to be true, then what a generated function and `createClient(client)` of `./openapi-fetch` do.

const users = '/v1/communities/{communityId}/users'
const at = { params: { path: { communityId } } }
const json = 'application/json'

type Answer = (request: Request, count: number) => Response | Promise<Response>

/** openapi-fetch by itself, and a client of ours, on the same answers. */
function both(answer: Answer) {
  const sent: { url: string; headers: Headers; body: string }[] = []
  const fetch = async (...given: [Request | string, RequestInit?]) => {
    const request = new Request(...given)
    sent.push({ url: request.url, headers: request.headers, body: await request.clone().text() })
    return answer(request, sent.length)
  }
  const bare = openapiFetch<paths>({ baseUrl: 'https://api.example.com', fetch })
  const ours = createClient({
    token: 'fake-token',
    baseUrl: 'https://api.example.com',
    retry: false,
    fetch,
  })
  // For what this API has no operation for: the runtime, with an operation as the generator would write it.
  const runtime = createContractClient(
    { server: 'https://api.example.com' },
    { retry: false, fetch },
  )
  return {
    bare,
    ours,
    api: createFetchClient(ours),
    runtime,
    raw: createRuntimeFetchClient<paths>(runtime, { servers: [] }),
    sent,
  }
}

const search: Operation = {
  id: 'search',
  method: 'GET',
  path: '/search',
  parameters: { session: cookie, since: query, filter: queryDeepObject },
}

it('1. an error status with an empty body leaves `error` undefined', async () => {
  const { bare, ours, api } = both(
    () => new Response(null, { status: 404, headers: { 'content-length': '0' } }),
  )
  expect((await bare.GET(users, at)).error).toBeUndefined()

  expect(await listCommunityUsers(ours, { communityId })).toMatchObject({
    ok: false,
    status: 404,
    reason: 'status',
  })
  await expect(listCommunityUsers(ours, { communityId }).orThrow()).rejects.toMatchObject({
    name: 'ResponseError',
    status: 404,
  })

  const raw = await api.GET(users, at)
  expect(raw.error).toBeUndefined()
  expect(raw.response.ok).toBe(false)
})

it('2. a success that is not JSON throws a bare SyntaxError, and no onError is told', async () => {
  const { bare, ours, api } = both(() => new Response('<html>'))
  const told: unknown[] = []
  const watch = { onError: ({ error }: { error: unknown }) => void told.push(error) }
  bare.use(watch)
  api.use(watch)
  await expect(bare.GET(users, at)).rejects.toThrow(SyntaxError)

  expect(await listCommunityUsers(ours, { communityId })).toMatchObject({
    ok: false,
    status: 200,
    reason: 'body',
    text: '<html>',
  })

  await expect(api.GET(users, at)).rejects.toThrow(SyntaxError)
  expect((await api.GET(users, { ...at, parseAs: 'text' })).data).toBe('<html>')
  expect(told).toEqual([])
})

it('3. a cookie is not sent, a Date vanishes, a list inside an object throws', async () => {
  const { bare, runtime, raw, sent } = both(() => Response.json({}))
  const since = new Date('2026-01-01T00:00:00Z')
  const filter = { tags: ['a', 'b'] }
  for (const client of [bare, raw]) {
    const get = client.request as unknown as (
      method: string,
      path: string,
      init: object,
    ) => Promise<unknown>
    await get('get', '/search', { params: { cookie: { session: 's' }, query: { since } } })
    expect(sent.at(-1)?.url).toBe('https://api.example.com/search')
    expect(sent.at(-1)?.headers.get('cookie')).toBeNull()
    await expect(get('get', '/search', { params: { query: { filter } } })).rejects.toThrow(
      'Deeply-nested',
    )
  }

  await call(runtime, search, { session: 's', since, filter })
  expect(sent.at(-1)?.headers.get('cookie')).toBe('session=s')
  expect(sent.at(-1)?.url).toBe(
    'https://api.example.com/search?since=2026-01-01T00%3A00%3A00.000Z&filter[tags]=a&filter[tags]=b',
  )
  const deeper = call(runtime, search, { filter: { price: { from: 1 } } }).catch(
    (thrown: unknown) => thrown,
  )
  expect(isInputError(await deeper)).toBe(true)
})

it('4. a missing path value is sent as its braces, and `..` walks up the path', async () => {
  const { bare, ours, api, sent } = both(() => usersPage([]))
  const missing = { params: { path: {} as { communityId: string } } }
  await bare.GET(users, missing)
  expect(sent.at(-1)?.url).toBe('https://api.example.com/v1/communities/%7BcommunityId%7D/users')
  await bare.GET(users, { params: { path: { communityId: '..' } } })
  expect(sent.at(-1)?.url).toBe('https://api.example.com/v1/users')

  const before = sent.length
  await expect(listCommunityUsers(ours, missing.params.path)).rejects.toThrow(
    '`communityId` is missing',
  )
  await expect(api.GET(users, missing)).rejects.toThrow('`communityId` is missing')
  await expect(api.GET(users, {} as typeof missing)).rejects.toThrow('`communityId` is missing')
  for (const [value, why] of [
    ['..', 'is a dot segment'],
    ['.', 'is a dot segment'],
    ['', 'is empty'],
  ] as const) {
    await expect(listCommunityUsers(ours, { communityId: value })).rejects.toThrow(why)
    await expect(api.GET(users, { params: { path: { communityId: value } } })).rejects.toThrow(why)
  }
  expect(sent).toHaveLength(before)
})

it('5. onResponse cannot send a request with a body again', async () => {
  const body = {
    name: 'n',
    rankingField: 'xp',
    displayedColumns: [],
    startDate: '2026-01-01T00:00:00.000Z',
    isEnabled: true,
  }
  const answer: Answer = async (request, count) => {
    await request.text()
    return count % 2 ? Response.json({ message: 'expired' }, { status: 401 }) : usersPage([])
  }
  const { bare } = both(answer)
  bare.use({
    onResponse: ({ request, response, options }) =>
      response.status === 401 ? options.fetch(request) : undefined,
  })
  await expect(bare.POST('/v1/leaderboards', { body })).rejects.toThrow(TypeError)

  const sent: string[] = []
  let tokens = 0
  const ours = createClient({
    token: () => {
      tokens += 1
      return `fake-token-${tokens}`
    },
    fetch: async (...given) => {
      const request = new Request(...given)
      sent.push(`${request.headers.get('authorization')} ${await request.clone().text()}`)
      return answer(request, sent.length)
    },
  })
  const text = JSON.stringify(body)
  expect(await createLeaderboard(ours, { body })).toMatchObject({ ok: true, attempts: 2 })
  expect(sent).toEqual([`Bearer fake-token-1 ${text}`, `Bearer fake-token-2 ${text}`])
  expect((await createFetchClient(ours).POST('/v1/leaderboards', { body })).response.status).toBe(
    200,
  )
  expect(sent.slice(2)).toEqual([`Bearer fake-token-2 ${text}`, `Bearer fake-token-3 ${text}`])
})

it('6. an onRequest that answers skips every onResponse', async () => {
  const { bare, api, sent } = both(() => usersPage([]))
  const seen: string[] = []
  const middleware = {
    onRequest: () => usersPage([]),
    onResponse: () => void seen.push('onResponse'),
  }
  bare.use(middleware)
  api.use(middleware)
  await bare.GET(users, at)
  await api.GET(users, at)
  expect(seen).toEqual([])
  expect(sent).toEqual([])

  // For the functions it is `fetch` that answers by itself; plugs and hooks see that answer like any other.
  const noted: unknown[] = []
  const answered = createClient({
    token: 'fake-token',
    fetch: async () => usersPage([]),
    plugins: [{ validateResponse: (_, status) => void noted.push(status) }],
    onResponse: ({ status }) => noted.push(status),
  })
  expect(await listCommunityUsers(answered, { communityId })).toMatchObject({
    ok: true,
    status: 200,
    data: [],
    attempts: 1,
  })
  expect(noted).toEqual([200, 200])
})

it('7. a file is labelled application/json, and a list in a form is joined by commas', async () => {
  const { bare, runtime, raw, sent } = both(() => Response.json({}))
  const file = new Blob(['abc'], { type: 'image/png' })
  const asIs = { bodySerializer: (body: BodyInit) => body }
  const form = { 'content-type': 'application/x-www-form-urlencoded' }
  for (const client of [bare, raw]) {
    const post = client.request as unknown as (
      method: string,
      path: string,
      init: object,
    ) => Promise<unknown>
    await post('post', '/files', { body: file, ...asIs })
    expect(sent.at(-1)?.headers.get('content-type')).toBe(json)
    await expect(post('post', '/files', { body: file.stream(), ...asIs })).rejects.toThrow('duplex')
    await post('post', '/forms', { body: { tags: ['a', 'b'] }, headers: form })
    expect(sent.at(-1)?.body).toBe('tags=a%2Cb')
  }

  await call(
    runtime,
    {
      id: 'upload',
      method: 'POST',
      path: '/files',
      body: { type: 'application/octet-stream', serialize: rawBody },
    },
    { body: file },
  )
  expect(sent.at(-1)?.headers.get('content-type')).toBe('application/octet-stream')
  expect(sent.at(-1)?.body).toBe('abc')
  const stream = call(
    runtime,
    {
      id: 'upload',
      method: 'POST',
      path: '/files',
      body: { type: 'image/png', serialize: rawBody },
    },
    { body: file.stream() },
  )
  await expect(stream).rejects.toMatchObject({ name: 'InputError', parameter: 'body' })
  await call(
    runtime,
    {
      id: 'fill',
      method: 'POST',
      path: '/forms',
      body: { type: form['content-type'], serialize: formBody },
    },
    { body: { tags: ['a', 'b'] } },
  )
  expect(sent.at(-1)?.body).toBe('tags=a&tags=b')
})

it('8. a misspelt option compiles', async () => {
  const { bare, ours, api, sent } = both(() => usersPage([]))
  await bare.GET(users, { ...at, parms: { query: { page: 2 } }, timeout: 5 })
  await api.GET(users, { ...at, parms: { query: { page: 2 } }, timeout: 5 })
  for (const { url } of sent) expect(new URL(url).search).toBe('')

  // @ts-expect-error `pge` is no parameter of the operation
  await expect(listCommunityUsers(ours, { communityId, pge: 2 })).rejects.toThrow(
    '`pge` is not a parameter',
  )
  // @ts-expect-error `timout` is no option of a call
  void listCommunityUsers(ours, { communityId }, { timout: 5 })
})
