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
import { createContractFetchClient } from '@returning-kit/runtime/openapi-fetch'
import openapiFetch from 'openapi-fetch'
import { expect, it } from 'vitest'
import { createClient, createLeaderboard, listCommunityUsers } from '../../src/index.ts'
import { createClient as createFetchClient } from '../../src/openapi-fetch.ts'
import { communityId, usersPage } from '../helpers.ts'

// docs/explanation/what-openapi-fetch-leaves-open.md has a row for each test. A test shows the gap in openapi-fetch, then
// what a generated function and `createClient(client)` of `./openapi-fetch` do.

const users = '/v1/communities/{communityId}/users'
const at = { params: { path: { communityId } } }
const json = 'application/json'

type Respond = (request: Request, count: number) => Response | Promise<Response>

/** Returns clients of openapi-fetch and of this kit that receive the same responses. */
function clients(respond: Respond) {
  const sent: { url: string; headers: Headers; body: string }[] = []
  const fetch = async (...args: [Request | string, RequestInit?]) => {
    const request = new Request(...args)
    sent.push({ url: request.url, headers: request.headers, body: await request.clone().text() })
    return respond(request, sent.length)
  }
  const bare = openapiFetch<paths>({ baseUrl: 'https://api.example.com', fetch })
  const client = createClient({
    token: 'fake-token',
    baseUrl: 'https://api.example.com',
    retry: false,
    fetch,
  })
  // For features that no operation of this API has: the runtime with a hand-written operation.
  const runtime = createContractClient(
    { server: 'https://api.example.com' },
    { retry: false, fetch },
  )
  return {
    bare,
    client,
    api: createFetchClient(client),
    runtime,
    raw: createContractFetchClient<paths>({ createClient: () => runtime, routes: {} }, runtime),
    sent,
  }
}

const search: Operation = {
  id: 'search',
  method: 'GET',
  path: '/search',
  parameters: { session: cookie, since: query, filter: queryDeepObject },
}

it('1. Error status, empty body', async () => {
  const { bare, client, api } = clients(
    () => new Response(null, { status: 404, headers: { 'content-length': '0' } }),
  )
  expect((await bare.GET(users, at)).error).toBeUndefined()

  expect(await listCommunityUsers(client, { communityId })).toMatchObject({
    ok: false,
    status: 404,
    reason: 'status',
  })
  await expect(listCommunityUsers(client, { communityId }).orThrow()).rejects.toMatchObject({
    name: 'ResponseError',
    status: 404,
  })

  const raw = await api.GET(users, at)
  expect(raw.error).toBeUndefined()
  expect(raw.response.ok).toBe(false)
})

it('2. Success that is not JSON', async () => {
  const { bare, client, api } = clients(() => new Response('<html>'))
  const errors: unknown[] = []
  const middleware = { onError: ({ error }: { error: unknown }) => void errors.push(error) }
  bare.use(middleware)
  api.use(middleware)
  await expect(bare.GET(users, at)).rejects.toThrow(SyntaxError)

  expect(await listCommunityUsers(client, { communityId })).toMatchObject({
    ok: false,
    status: 200,
    reason: 'body',
    text: '<html>',
  })

  await expect(api.GET(users, at)).rejects.toThrow(SyntaxError)
  expect((await api.GET(users, { ...at, parseAs: 'text' })).data).toBe('<html>')
  expect(errors).toEqual([])
})

it('3. Cookies, dates, nested values', async () => {
  const { bare, runtime, raw, sent } = clients(() => Response.json({}))
  const since = new Date('2026-01-01T00:00:00Z')
  const filter = { tags: ['a', 'b'] }
  for (const fetchClient of [bare, raw]) {
    const get = fetchClient.request as unknown as (
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
  await call(runtime, search, { filter: { price: { from: 1 } } })
  expect(sent.at(-1)?.url).toBe('https://api.example.com/search?filter[price][from]=1')
  const filters = { filter: { price: new Map() } }
  await expect(call(runtime, search, filters)).rejects.toSatisfy(isInputError)
})

it('4. Path values', async () => {
  const { bare, client, api, sent } = clients(() => usersPage([]))
  const missing = { params: { path: {} as { communityId: string } } }
  await bare.GET(users, missing)
  expect(sent.at(-1)?.url).toBe('https://api.example.com/v1/communities/%7BcommunityId%7D/users')
  await bare.GET(users, { params: { path: { communityId: '..' } } })
  expect(sent.at(-1)?.url).toBe('https://api.example.com/v1/users')

  const before = sent.length
  await expect(listCommunityUsers(client, missing.params.path)).rejects.toThrow(
    '`communityId` is missing',
  )
  await expect(api.GET(users, missing)).rejects.toThrow('`communityId` is missing')
  await expect(api.GET(users, {} as typeof missing)).rejects.toThrow('`communityId` is missing')
  for (const [value, why] of [
    ['..', 'is a dot segment'],
    ['.', 'is a dot segment'],
    ['', 'is empty'],
  ] as const) {
    await expect(listCommunityUsers(client, { communityId: value })).rejects.toThrow(why)
    await expect(api.GET(users, { params: { path: { communityId: value } } })).rejects.toThrow(why)
  }
  expect(sent).toHaveLength(before)
})

it('5. Sending again from `onResponse`', async () => {
  const body = {
    name: 'n',
    rankingField: 'xp',
    displayedColumns: [],
    startDate: '2026-01-01T00:00:00.000Z',
    isEnabled: true,
  }
  const respond: Respond = async (request, count) => {
    await request.text()
    return count % 2 ? Response.json({ message: 'expired' }, { status: 401 }) : usersPage([])
  }
  const { bare } = clients(respond)
  bare.use({
    onResponse: ({ request, response, options }) =>
      response.status === 401 ? options.fetch(request) : undefined,
  })
  await expect(bare.POST('/v1/leaderboards', { body })).rejects.toThrow(TypeError)

  const sent: string[] = []
  let tokens = 0
  const client = createClient({
    token: () => {
      tokens += 1
      return `fake-token-${tokens}`
    },
    fetch: async (...args) => {
      const request = new Request(...args)
      sent.push(`${request.headers.get('authorization')} ${await request.clone().text()}`)
      return respond(request, sent.length)
    },
  })
  const text = JSON.stringify(body)
  expect(await createLeaderboard(client, { body })).toMatchObject({ ok: true, attempts: 2 })
  expect(sent).toEqual([`Bearer fake-token-1 ${text}`, `Bearer fake-token-2 ${text}`])
  expect((await createFetchClient(client).POST('/v1/leaderboards', { body })).response.status).toBe(
    200,
  )
  expect(sent.slice(2)).toEqual([`Bearer fake-token-2 ${text}`, `Bearer fake-token-3 ${text}`])
})

it('6. `onRequest` that returns a response', async () => {
  const { bare, api, sent } = clients(() => usersPage([]))
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

  // A custom `fetch` of a client can return a response; plugins and hooks receive it like any other.
  const statuses: unknown[] = []
  const custom = createClient({
    token: 'fake-token',
    fetch: async () => usersPage([]),
    plugins: [{ validateResponse: (_, status) => void statuses.push(status) }],
    onResponse: ({ status }) => statuses.push(status),
  })
  expect(await listCommunityUsers(custom, { communityId })).toMatchObject({
    ok: true,
    status: 200,
    data: [],
    attempts: 1,
  })
  expect(statuses).toEqual([200, 200])
})

it('7. Bodies that are not JSON', async () => {
  const { bare, runtime, raw, sent } = clients(() => Response.json({}))
  const file = new Blob(['abc'], { type: 'image/png' })
  const asIs = { bodySerializer: (body: BodyInit) => body }
  const form = { 'content-type': 'application/x-www-form-urlencoded' }
  for (const fetchClient of [bare, raw]) {
    const post = fetchClient.request as unknown as (
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

it('8. Misspelled options', async () => {
  const { bare, client, api, sent } = clients(() => usersPage([]))
  await bare.GET(users, { ...at, parms: { query: { page: 2 } }, timeout: 5 })
  await api.GET(users, { ...at, parms: { query: { page: 2 } }, timeout: 5 })
  for (const { url } of sent) expect(new URL(url).search).toBe('')

  // @ts-expect-error `pge` is not a parameter of the operation
  await expect(listCommunityUsers(client, { communityId, pge: 2 })).rejects.toThrow(
    '`pge` is not a parameter',
  )
  // @ts-expect-error `timout` is not an option of a call
  void listCommunityUsers(client, { communityId }, { timout: 5 })
})
