import { createServer, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { gzipSync } from 'node:zlib'
import { getUser } from '@returning-kit/core'
import { afterAll, beforeEach, expect, it } from 'vitest'
import { type MockOptions, type ProxyOptions, startMock } from '../../src/index.ts'
import { clientOf, headers, jsonHeaders, users } from '../helpers.ts'

interface Received {
  readonly method: string | undefined
  readonly url: string | undefined
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

type Answer = { status: number; headers: OutgoingHttpHeaders; body: string | Uint8Array }

const json = { 'content-type': 'application/json' }
const valid = { meta: { status: 'success', statusCode: 200 }, data: [] }
const received: Received[] = []
let answer: Answer
beforeEach(() => {
  received.length = 0
  answer = { status: 200, headers: json, body: JSON.stringify(valid) }
})

const server = createServer(async (request, response) => {
  const { method, url, headers: sent } = request
  received.push({ method, url, headers: sent, body: await buffer(request) })
  response.writeHead(answer.status, answer.headers).end(answer.body)
})
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
afterAll(() => void server.close())
const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

const start = (proxy: Partial<ProxyOptions> = {}, options: MockOptions = {}) =>
  startMock({ port: 0, proxy: { url: origin, ...proxy }, ...options })

it('sends requests to the real server and returns its responses unchanged', async () => {
  await using mock = await start({ url: `${origin}/base/` })
  const big =
    '{"meta":{"status":"success","statusCode":200},\n "data":[], "n": 12345678901234567890}'
  answer = {
    status: 200,
    headers: { ...json, 'x-one': '1', 'set-cookie': ['a=1', 'b=2'], 'content-encoding': 'gzip' },
    body: gzipSync(big),
  }
  const response = await fetch(`${mock.url}${users}?page=1&limit=%32`, {
    headers: { ...headers, 'x-two': '2', 'x-mock-session': 'a' },
  })
  expect([response.status, await response.text()]).toEqual([200, big])
  expect(response.headers.get('x-one')).toBe('1')
  expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2'])
  expect(received).toMatchObject([
    { method: 'GET', url: `/base${users}?page=1&limit=%32`, headers: { ...headers, 'x-two': '2' } },
  ])
  expect(received[0]?.headers['x-mock-session']).toBeUndefined()
  expect(received[0]?.headers.host).toBe(new URL(origin).host)
})

it('sends bodies byte by byte', async () => {
  await using mock = await start()
  const bytes = new Uint8Array([0, 255, 128, 10])
  await fetch(`${mock.url}/upload`, { method: 'POST', body: bytes })
  await fetch(`${mock.url}/apis/v1/users/filter`, {
    method: 'POST',
    headers: jsonHeaders,
    body: '{"fields": ["email"] }',
  })
  expect(received.map(({ body }) => [...body])).toEqual([
    [...bytes],
    [...Buffer.from('{"fields": ["email"] }')],
  ])
})

it('validates requests and responses, and changes neither', async () => {
  await using mock = await start()
  const send = async (query: string, next: Partial<Answer>) => {
    answer = { ...answer, ...next }
    await (await fetch(mock.url + users + query, { headers })).text()
    return mock.requests.at(-1)?.warnings
  }
  expect(await send('', {})).toEqual([])
  expect(await send('?limit=0&pages=2', {})).toEqual([
    'Query parameter `pages` is not in the contract.',
    expect.stringMatching(/^The request\.query\.limit: .* must be >= 1/),
  ])
  expect(await send('', { body: '{"data":[{"nick":"x"}]}' })).toEqual([
    expect.stringMatching(/^Response 200: .*meta/),
    'Response 200: /data/0/nick is not in the contract.',
  ])
  expect(await send('', { status: 418, body: '{}' })).toEqual([
    'The contract does not declare status 418.',
  ])
  expect(await send('', { status: 200, headers: { 'content-type': 'text/html' } })).toEqual([
    'The contract does not declare text/html for 200.',
  ])
  expect(received).toHaveLength(5)
  expect(mock.verification().undeclared).toHaveLength(4)
})

it('rejects violations with `strict` and `errors`', async () => {
  await using mock = await start({}, { strict: true, errors: true })
  expect((await fetch(`${mock.url}${users}?pages=2`, { headers })).status).toBe(422)
  expect(received).toEqual([])
  answer.body = '{}'
  const response = await fetch(mock.url + users, { headers })
  expect([response.status, await response.json()]).toMatchObject([
    500,
    {
      type: 'https://stoplight.io/prism/errors#VIOLATIONS',
      validation: [{ message: expect.stringMatching(/meta/) }, {}],
    },
  ])
})

it('rejects an invalid request with `errors`, and records why', async () => {
  await using mock = await start({}, { errors: true })
  const response = await fetch(`${mock.url}${users}?limit=0`, { headers })
  expect([response.status, received.length]).toEqual([400, 0])
  expect(mock.requests[0]?.warnings.join()).toMatch(/limit/)
})

it.each<[Partial<ProxyOptions>, number[]]>([
  [{ real: ['listCommunityUsers'] }, [1, 0]],
  [{ real: ['/v1/communities/*'] }, [1, 0]],
  [{ mock: ['getUser'] }, [1, 0]],
  [{ real: ['/v1/*', 'getUser'], mock: [users] }, [0, 1]],
  [{ real: ['/v1'] }, [0, 0]],
])('chooses between mock and real server: %j', async (proxy, counts) => {
  await using mock = await start(proxy)
  const count = async (path: string) => {
    const before = received.length
    await (await fetch(mock.url + path, { headers })).text()
    return received.length - before
  }
  const user = '/apis/v1/users/61100af5c548eb5c7ebc7819'
  expect([await count(users), await count(user)]).toEqual(counts)
})

it('records shapes without values', async () => {
  const lines: string[] = []
  await using mock = await start({ record: (line) => lines.push(line) })
  answer.body = JSON.stringify({ ...valid, data: [{ displayName: 'fake-secret', nick: 'x' }] })
  const query = '?page=2&limit=7&token=fake-secret'
  await (await fetch(mock.url + users + query, { headers })).text()
  answer = { ...answer, status: 403, headers: {}, body: '' }
  await fetch(`${mock.url}/apis/v1/users/filter`, {
    method: 'POST',
    headers: jsonHeaders,
    body: '{"fields":["email"],"filter":{"name":"fake-secret"}}',
  })
  await expect.poll(() => lines.length).toBe(2)
  expect(lines.join('\n')).not.toMatch(/fake|6167dba9c548eb5c7ec28057|email"\]/)
  const [list, filtered] = lines.map((line) => JSON.parse(line))
  expect(list).toMatchObject({
    evidence: 1,
    method: 'GET',
    path: '/v1/communities/{communityId}/users',
    operation: 'listCommunityUsers',
    status: 200,
    query: { object: { properties: { page: { integer: { count: 1 } } } } },
    response: { type: 'application/json', shape: { object: { properties: { data: {} } } } },
  })
  expect(filtered).toMatchObject({
    operation: 'listUsersWithFilters',
    status: 403,
    request: { shape: { object: { properties: { filter: {} } } } },
  })
})

it('lets the scenario fail the real server', async () => {
  await using mock = await start({}, { scenario: { responses: { getUser: [{ status: 503 }] } } })
  const input = { userId: '61100af5c548eb5c7ebc7819' }
  expect((await getUser(clientOf(mock.url), input)).status).toBe(503)
  expect(received).toEqual([])
  await getUser(clientOf(mock.url), input)
  expect(received).toHaveLength(1)
})

it('keeps the client at the mock after a redirect', async () => {
  await using mock = await start()
  answer = { status: 302, headers: { location: `${origin}/elsewhere` }, body: '' }
  const response = await fetch(mock.url + users, { headers, redirect: 'manual' })
  expect([response.status, response.headers.get('location')]).toEqual([302, '/elsewhere'])
})

it('responds with 502 if the real server does not', async () => {
  await using mock = await start({ url: 'http://127.0.0.1:9' })
  const response = await fetch(mock.url + users, { headers })
  expect([response.status, await response.json()]).toMatchObject([
    502,
    { title: 'Real server not reached' },
  ])
  expect(mock.requests[0]?.warnings).toEqual([])
})

it('sends an idempotent request again if the connection was closed', async () => {
  await using mock = await start()
  const status = async (method: string) => {
    server.once('request', ({ socket }) => socket.destroy())
    return (await fetch(mock.url + users, { method, headers })).status
  }
  expect([await status('GET'), await status('POST')]).toEqual([200, 502])
})

it.each(['ftp://x', 'nowhere'])('rejects the URL %s', async (url) => {
  await expect(start({ url })).rejects.toThrow(/must start with http:\/\/ or https:\/\//)
})
