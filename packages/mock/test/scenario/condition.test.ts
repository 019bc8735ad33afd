import { getUser, sendMessage } from '@returning-kit/core'
import { expect, it } from 'vitest'
import { type Responder, type Scenario, startMock } from '../../src/index.ts'
import { clientOf, headers, users } from '../helpers.ts'

const message = {
  channelId: '67d04e05f090d20ae5342121',
  message: 'Hello',
  sender: 'admin',
} as const
const [first, second] = ['61100af5c548eb5c7ebc7819', '61100af5c548eb5c7ebc7820'] as const

it('answers by a value of the path', async () => {
  const scenario: Scenario = {
    responses: { getUser: [{ when: { path: { userId: second } }, status: 404, times: 'always' }] },
  }
  await using mock = await startMock({ port: 0, scenario })
  const client = clientOf(mock.url)
  const statuses: number[] = []
  for (const userId of [first, second, first, second]) {
    statuses.push((await getUser(client, { userId })).status)
  }
  expect(statuses).toEqual([200, 404, 200, 404])
})

it('answers by values of query, headers and body, and tries the responses in order', async () => {
  const scenario: Scenario = {
    responses: {
      listCommunityUsers: [
        { when: { query: { page: '2' } }, status: 500 },
        { when: { header: { 'X-Request-Id': 'fake-id' } }, status: 503 },
        { status: 429, times: 1 },
      ],
      sendMessage: [
        { when: { body: { '/message': 'Bye', '/sender': 'admin' } }, status: 429 },
        { when: { body: { '/message/0': 'H' } }, status: 500 },
      ],
    },
  }
  await using mock = await startMock({ port: 0, scenario })
  const status = async (query: string, more = {}) =>
    (await fetch(mock.url + users + query, { headers: { ...headers, ...more } })).status
  expect(await status('?page=2')).toBe(500)
  expect(await status('?page=1', { 'x-request-id': 'fake-id' })).toBe(503)
  expect(await status('?page=2')).toBe(429)
  expect(await status('?page=2')).toBe(200)
  const send = async (text: string) =>
    (await sendMessage(clientOf(mock.url), { body: { ...message, message: text } })).status
  expect([await send('Hello'), await send('Bye'), await send('Bye')]).toEqual([200, 429, 200])
})

it.each([
  [{ path: { userID: 'x' } }, /getUser has no path parameter userID/],
  [{ query: { nowhere: 'x' } }, /getUser has no query parameter nowhere/],
  [{ body: { '/a': 1 } }, /requests of getUser have no body/],
  [{ body: { a: 1 } }, /a is not a JSON pointer; write \/a/],
  [{ cookie: {} }, /additional properties: cookie/],
])('rejects the condition %j', async (when, message) => {
  const scenario = { responses: { getUser: [{ when, status: 404 }] } } as unknown as Scenario
  await expect(startMock({ port: 0, scenario })).rejects.toThrow(message)
})

it('calls functions, with the request', async () => {
  const scenario: Scenario = {
    responses: {
      getUser: [
        async ({ path }) => (path.userId === second ? { status: 404 } : undefined),
        { status: 503 },
      ],
      sendMessage: [({ body }) => ({ status: 429, retryAfter: (body as object) ? 3 : 4 })],
    },
  }
  await using mock = await startMock({ port: 0, scenario })
  const client = clientOf(mock.url)
  const statuses: number[] = []
  for (const userId of [second, first, first, second]) {
    statuses.push((await getUser(client, { userId })).status)
  }
  expect(statuses).toEqual([404, 503, 200, 404])
  const sent = await sendMessage(client, { body: message })
  expect(sent.response.headers.get('retry-after')).toBe('3')
})

it.each([
  ['throws', () => Promise.reject(new Error('Gone')), /getUser\[0\] threw: Error: Gone/],
  ['returns a wrong type', () => ({ latency: 'x' }), /getUser\[0\]: \/latency must be number/],
  ['returns an undeclared status', () => ({ status: 418 }), /does not declare status 418/],
])('responds with 500 if a function %s', async (_, responder, message) => {
  const scenario = { responses: { getUser: [responder] } } as unknown as Scenario
  await using mock = await startMock({ port: 0, scenario })
  const result = await getUser(clientOf(mock.url), { userId: first })
  const detail = result.ok ? '' : (result.error as { detail?: string }).detail
  expect([result.status, detail]).toEqual([500, expect.stringMatching(message)])
  expect((await fetch(mock.url + users, { headers })).status).toBe(200)
})

it('types the request and the response of a function', () => {
  const valid: Responder<'getUser'> = ({ path }) => ({ status: path.userId ? 404 : 200 })
  // @ts-expect-error the status is not declared
  const undeclared: Scenario = { responses: { getUser: [() => ({ status: 418 })] } }
  // @ts-expect-error the operation has no such parameter
  const path: Responder<'getUser'> = ({ path }) => ({ status: path.userID ? 404 : 200 })
  // @ts-expect-error a request has no such property
  const unknown: Responder = ({ cookie }) => cookie
  expect([valid, undeclared, path, unknown]).toHaveLength(4)
})
