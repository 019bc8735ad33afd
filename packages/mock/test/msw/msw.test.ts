import {
  createClient,
  getCommunityUser,
  isNetworkError,
  listCommunityUsers,
  sendMessage,
} from '@returning-kit/core'
import type { HttpHandler } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createMock } from '../../src/index.ts'
import { http, mockHandler, type Resolver } from '../../src/msw.ts'
import { credentials, validInputOf } from '../client/requests.ts'
import { clientOf, communityId, functionOf, models } from '../helpers.ts'

const server = setupServer()
beforeAll(() => server.listen({ onUnhandledFrame: 'error' }))
afterEach(() => server.resetHandlers())
afterAll(() => server.close())

const client = createClient({ ...credentials, retry: false })
const userId = '61100af5c548eb5c7ebc7819'

it('responds to one operation, with the example or with another response', async () => {
  server.use(
    http.getCommunityUser(({ input, respond }) =>
      input.userId === userId ? undefined : respond(404, { message: 'No such user' }),
    ),
  )
  const found = await getCommunityUser(client, { communityId, userId })
  expect(found).toMatchObject({ ok: true, data: { displayName: expect.any(String) } })
  const missing = await getCommunityUser(client, { communityId, userId: `${userId.slice(0, -1)}0` })
  expect(missing).toMatchObject({ status: 404, error: { message: 'No such user' } })
  await expect(listCommunityUsers(client, { communityId })).rejects.toSatisfy(isNetworkError)
})

it('passes statuses of a gateway, headers and disconnects', async () => {
  const responses = [
    (respond: Parameters<Resolver<'sendMessage'>>[0]['respond']) =>
      respond(429, undefined, { retryAfter: 2, headers: { 'x-trace': 'fake' } }),
    (respond: Parameters<Resolver<'sendMessage'>>[0]['respond']) =>
      respond(200, undefined, { disconnect: 'before' }),
  ]
  server.use(http.sendMessage(({ respond }) => responses.shift()?.(respond)))
  const input = { body: { channelId: '67d04e05f090d20ae5342121', message: 'x', sender: 'admin' } }
  const limited = await sendMessage(client, input as Parameters<typeof sendMessage>[1])
  expect(limited.response.headers.get('retry-after')).toBe('2')
  expect(limited.response.headers.get('x-trace')).toBe('fake')
  await expect(sendMessage(client, input as Parameters<typeof sendMessage>[1])).rejects.toSatisfy(
    isNetworkError,
  )
})

describe('a response that the contract does not allow', () => {
  it.each<[string, Resolver<'getCommunityUser'>, RegExp]>([
    [
      'of another status',
      // @ts-expect-error The operation declares no 418.
      ({ respond }) => respond(418),
      /does not declare status 418/,
    ],
    [
      'with another body',
      // @ts-expect-error A message is a string.
      ({ respond }) => respond(404, { message: 5 }),
      /\/message must be string/,
    ],
    [
      'of a gateway with a body',
      // @ts-expect-error A gateway states nothing about the service.
      ({ respond }) => respond(503, { message: 'x' }),
      /does not declare status 503/,
    ],
    [
      'that is an error',
      () => {
        throw new Error('from the test')
      },
      /Error: from the test/,
    ],
  ])('%s is refused', async (_, resolver, message) => {
    server.use(http.getCommunityUser(resolver))
    const result = await getCommunityUser(client, { communityId, userId })
    expect(result.status).toBe(500)
    expect(JSON.stringify(result)).toMatch(message)
  })
})

it('validates requests and credentials', async () => {
  server.use(http.listCommunityUsers(({ respond }) => respond(200)))
  const url = `https://any.example/v1/communities/${communityId}/users`
  const headers = { authorization: 'Bearer fake-token' }
  const status = async (path: string, init?: RequestInit) => (await fetch(url + path, init)).status
  expect(await status('')).toBe(401)
  expect(await status('?limit=0', { headers })).toBe(400)
  expect(await status('?limit=1', { headers })).toBe(200)
})

async function comparable(value: unknown): Promise<unknown> {
  if (value instanceof Blob) return { type: value.type.split(';')[0], text: await value.text() }
  if (Array.isArray(value)) return Promise.all(value.map(comparable))
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(async ([name, each]) => [name, await comparable(each)])
  return Object.fromEntries(await Promise.all(entries))
}

it.each(models)('$id passes the input of the call', async (model) => {
  let received: unknown
  const handlers = http as unknown as Record<string, (typeof http)['getUser']>
  const handler = handlers[model.id]?.(({ input }) => {
    received = input
    return undefined
  })
  server.use(handler as HttpHandler)
  const sent = validInputOf(model)
  const result = await functionOf(model.id)(clientOf('https://any.example'), sent)
  expect(result.ok).toBe(true)
  expect(await comparable(received)).toEqual(await comparable(sent))
})

it('responds to all operations with one mock', async () => {
  const mock = createMock({
    scenario: { collections: [{ list: 'listCommunityUsers', items: 25 }] },
  })
  server.use(mockHandler(mock))
  expect(await listCommunityUsers(client, { communityId }).toArray()).toHaveLength(25)
  expect(mock.requests.map(({ operation }) => operation)).toContain('listCommunityUsers')
  await expect(fetch('https://any.example/nowhere')).rejects.toThrow()
})
