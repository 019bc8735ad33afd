import { createUserField, listCommunityUsers, listUserFields } from '@returning-kit/core'
import { expect, it } from 'vitest'
import { type Scenario, startMock } from '../../src/index.ts'
import { clientOf, communityId, headers, users } from '../helpers.ts'

const scenario: Scenario = {
  responses: { listCommunityUsers: [{ status: 503 }] },
  collections: [{ list: 'listUserFields', create: 'createUserField' }],
}
const inSession = (id: string) => ({ headers: { 'x-mock-session': id } })

it('separates scenario, items and requests of parallel tests', async () => {
  await using mock = await startMock({ port: 0, scenario })
  const client = clientOf(mock.url)
  const body = { field: 'userLevel', name: 'A', type: 'numerical' } as const
  await createUserField(client, { communityId, body }, inSession('a')).orThrow()
  const fields = async (id: string) =>
    (await listUserFields(client, { communityId }, inSession(id)).orThrow()).length
  expect(await Promise.all(['a', 'b'].map(fields))).toEqual([1, 0])
  const statuses = await Promise.all(
    ['a', 'a', 'b', 'c'].map(async (id) => {
      const { status } = await listCommunityUsers(client, { communityId }, inSession(id))
      return [id, status].join(' ')
    }),
  )
  expect(statuses.sort()).toEqual(['a 200', 'a 503', 'b 503', 'c 503'])
  mock.session('b').scenario = { responses: { listCommunityUsers: [{ status: 500 }] } }
  const after = async (id: string) =>
    (await listCommunityUsers(client, { communityId }, inSession(id))).status
  expect([await after('b'), await after('c'), await after('b')]).toEqual([500, 200, 200])
  expect(mock.requests).toEqual([])
  expect(mock.session('c').requests.map(({ operation }) => operation)).toEqual([
    'listCommunityUsers',
    'listCommunityUsers',
  ])
  mock.session('a').reset()
  expect(mock.session('a').requests).toEqual([])
  expect(await fields('a')).toBe(0)
  expect(mock.session('c').requests).toHaveLength(2)
})

it('is controlled over HTTP with the same header', async () => {
  await using mock = await startMock({ port: 0, controlToken: 'fake-control-token' })
  const control = (id: string, path: string, init: RequestInit = {}) =>
    fetch(`${mock.url}/__mock/${path}`, {
      ...init,
      headers: { authorization: 'Bearer fake-control-token', 'x-mock-session': id },
    })
  const body = '{"responses":{"listCommunityUsers":[{"status":500}]}}'
  expect((await control('a', 'scenario', { method: 'PUT', body })).status).toBe(200)
  const status = async (id: string) =>
    (await fetch(mock.url + users, { headers: { ...headers, 'x-mock-session': id } })).status
  expect([await status('b'), await status('a'), await status('')]).toEqual([200, 500, 200])
  expect(await (await control('a', 'requests')).json()).toHaveLength(1)
  expect((await control('a', 'session', { method: 'DELETE' })).status).toBe(204)
  expect(await (await control('a', 'requests')).json()).toEqual([])
  expect((await control('', 'session', { method: 'DELETE' })).status).toBe(400)
})

it('keeps the last thousand sessions', async () => {
  await using mock = await startMock({ port: 0 })
  const send = (id: string) =>
    fetch(`${mock.url}/nowhere`, { headers: { 'x-mock-session': id } }).then((each) => each.text())
  await send('first')
  for (let index = 0; index < 1000; index += 1) mock.session(`test ${index}`)
  expect(mock.session('first').requests).toEqual([])
  expect(mock.verification().undeclared).toMatchObject([{ path: '/nowhere', count: 1 }])
})
