import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, inject, it } from 'vitest'
import { PortTakenError, startMock } from '../src/index.ts'
import { headers, jsonHeaders, users } from './helpers.ts'

it('runs once for all tests on a free port', async () => {
  const response = await fetch(inject('mockUrl') + users, { headers })
  expect(response.status).toBe(200)
  expect(await response.json()).toMatchObject({
    message: 'Get users success.',
    data: [{ displayName: 'Admin' }, { displayName: 'User' }],
  })
})

it('gives tests the token of its control API', async () => {
  const response = await fetch(`${inject('mockUrl')}/__mock/scenario`, {
    headers: { authorization: `Bearer ${inject('mockControlToken')}` },
  })
  expect([response.status, await response.json()]).toEqual([200, {}])
})

it('rejects a request without a token', async () => {
  const response = await fetch(inject('mockUrl') + users)
  expect(response.status).toBe(401)
  expect(await response.json()).toEqual({ message: 'Unauthorized' })
})

it.each([400, 401, 404, 500])('responds with %i if `Prefer` asks for it', async (code) => {
  const response = await fetch(inject('mockUrl') + users, {
    headers: { ...headers, prefer: `code=${code}` },
  })
  expect(response.status).toBe(code)
})

it.each([
  '/v1/communities/not-an-id/users',
  `${users}?limit=0`,
  `${users}?page=one`,
  `${users}?email=maybe`,
])('rejects %s', async (path) => {
  const response = await fetch(inject('mockUrl') + path, { headers })
  expect(response.status).toBe(400)
})

it('sends valid examples alone', async () => {
  const mock = await startMock({ port: 0, errors: true })
  const response = await fetch(mock.url + users, { headers })
  expect([response.status, response.headers.get('sl-violations')]).toEqual([200, null])
  await mock.stop()
  await expect(fetch(mock.url + users)).rejects.toThrow()
})

it('reports that its port is in use', async () => {
  const otherServer = createServer()
  await new Promise<void>((resolve) => otherServer.listen(0, '127.0.0.1', resolve))
  const { port } = otherServer.address() as AddressInfo
  await expect(startMock({ port })).rejects.toBeInstanceOf(PortTakenError)
  otherServer.close()
})

it('records the body of a chunked request, and none of more than 100 kB', async () => {
  await using mock = await startMock({ port: 0 })
  const send = (value: object) =>
    fetch(`${mock.url}/apis/v1/users/filter`, {
      method: 'POST',
      headers: jsonHeaders,
      body: new Blob([JSON.stringify(value)]).stream(),
      duplex: 'half',
    } as RequestInit)
  await send({ fields: ['email'] })
  await send({ fields: ['x'.repeat(100_000)] })
  expect(mock.requests.map(({ body }) => body)).toEqual([{ fields: ['email'] }, undefined])
})

it('records requests', async () => {
  await using mock = await startMock({ port: 0 })
  await fetch(`${mock.url}${users}?limit=2`, { headers })
  await fetch(`${mock.url}/apis/v1/users/filter`, {
    method: 'POST',
    headers: jsonHeaders,
    body: '{"fields":["email"]}',
  })
  await fetch(`${mock.url}/nowhere`)
  expect(mock.requests).toMatchObject([
    { operation: 'listCommunityUsers', method: 'GET', path: users, status: 200, body: null },
    { operation: 'listUsersWithFilters', body: { fields: ['email'] } },
    { operation: undefined, status: 404 },
  ])
  expect(mock.requests[0]?.query.get('limit')).toBe('2')
  expect(mock.requests[0]?.headers['authorization']).toBe('Bearer fake-token')
})
