import { createClient, isNetworkError, listCommunityUsers } from '@returning-kit/core'
import { describe, expect, it } from 'vitest'
import { createMock, ScenarioError, startMock } from '../src/index.ts'
import { communityId, headers, jsonHeaders, users } from './helpers.ts'

const url = `https://any.example${users}`

it('responds to a client without a socket, and records its requests', async () => {
  const mock = createMock({
    scenario: { collections: [{ list: 'listCommunityUsers', items: 45 }] },
  })
  const client = createClient({ token: 'fake-token', fetch: mock.fetch })
  expect(await listCommunityUsers(client, { communityId, limit: 20 }).toArray()).toHaveLength(45)
  expect(mock.requests.map(({ query }) => query.get('page'))).toEqual(['1', '2', '3'])
  mock.reset()
  expect(mock.requests).toEqual([])
})

const sent: [string, string, RequestInit?][] = [
  ['a legal request', users, { headers }],
  ['a request without a credential', users],
  ['an illegal request', `${users}?limit=0`, { headers }],
  ['a request of a browser', users, { headers: { ...headers, origin: 'https://app.example' } }],
  ['a preferred status', users, { headers: { ...headers, prefer: 'code=404' } }],
  ['a method of no operation', users, { method: 'DELETE', headers }],
  ['HEAD', users, { method: 'HEAD', headers }],
  ['a path of no operation', '/nowhere'],
  ['the index page', '/'],
  ['a malformed path', '/%zz'],
  ['malformed JSON', '/apis/v1/users/filter', { method: 'POST', headers: jsonHeaders, body: '{' }],
  ['text', '/apis/v1/users/filter', { method: 'POST', headers, body: 'x' }],
]

describe('responds as a server does to', () => {
  it.each(sent)('%s', async (_, path, init) => {
    const mock = createMock()
    await using server = await startMock({ port: 0 })
    const responses = await Promise.all([
      mock.fetch(`https://any.example${path}`, init),
      fetch(server.url + path, init),
    ])
    const [actual, expected] = await Promise.all(
      responses.map(async (response) => {
        const { 'content-length': _length, ...others } = Object.fromEntries(response.headers)
        const {
          connection: _1,
          date: _2,
          'keep-alive': _3,
          'transfer-encoding': _4,
          ...own
        } = others
        return { status: response.status, headers: own, body: await response.text() }
      }),
    )
    expect(actual).toEqual(expected)
  })
})

it('has the URL of the request, and passes a stream as a body', async () => {
  const { fetch } = createMock()
  const response = await fetch(url, { headers })
  expect(response.url).toBe(url)
  // MSW defines it again.
  expect(Object.defineProperty(response, 'url', { value: 'x' }).url).toBe('x')
  const body = new Blob(['{"fields":["email"]}']).stream()
  const init = { method: 'POST', headers: jsonHeaders, body, duplex: 'half' } as RequestInit
  expect((await fetch('https://any.example/apis/v1/users/filter', init)).status).toBe(200)
})

it('limits the bytes of a body', async () => {
  const { fetch } = createMock({ bodyLimit: 10 })
  const init = { method: 'POST', headers: jsonHeaders, body: '{"fields":["email"]}' }
  expect((await fetch('https://any.example/apis/v1/users/filter', init)).status).toBe(413)
})

it('rejects as fetch does when a scenario disconnects', async () => {
  const mock = createMock({
    scenario: {
      responses: { listCommunityUsers: [{ disconnect: 'before' }, { disconnect: 'during' }] },
    },
  })
  const client = createClient({ token: 'fake-token', fetch: mock.fetch, retry: false })
  await expect(mock.fetch(url, { headers })).rejects.toThrow(TypeError)
  const broken = await mock.fetch(url, { headers })
  expect(broken.status).toBe(200)
  await expect(broken.text()).rejects.toThrow('terminated')
  mock.reset()
  await expect(listCommunityUsers(client, { communityId })).rejects.toSatisfy(isNetworkError)
  await expect(listCommunityUsers(client, { communityId })).rejects.toSatisfy(isNetworkError)
})

it('ends a delayed response when its signal aborts', async () => {
  const { fetch } = createMock({ scenario: { latency: 600_000 } })
  const controller = new AbortController()
  const response = fetch(url, { headers, signal: controller.signal })
  controller.abort()
  await expect(response).rejects.toThrow(/aborted/)
  await expect(fetch(url, { headers, signal: controller.signal })).rejects.toThrow(/aborted/)
})

it('rejects an invalid scenario at once', () => {
  const scenario = { responses: { getNothing: [] } } as object
  expect(() => createMock({ scenario })).toThrow(ScenarioError)
})
