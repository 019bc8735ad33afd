import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, inject, it } from 'vitest'
import { PortTakenError, startMock } from '../src/index.ts'

const users = '/v1/communities/6167dba9c548eb5c7ec28057/users'
const headers = { authorization: 'Bearer fake-token' }

it('runs once for all tests, on a free port', async () => {
  const answer = await fetch(inject('mockUrl') + users, { headers })
  expect(answer.status).toBe(200)
  expect(await answer.json()).toMatchObject({
    message: 'Get users success.',
    data: [{ displayName: 'Admin' }, { displayName: 'User' }],
  })
})

it('refuses a call without a token', async () => {
  const answer = await fetch(inject('mockUrl') + users)
  expect(answer.status).toBe(401)
  expect(await answer.json()).toEqual({ message: 'Unauthorized' })
})

it.each([400, 401, 404, 500])('answers %i when asked to', async (code) => {
  const answer = await fetch(inject('mockUrl') + users, {
    headers: { ...headers, prefer: `code=${code}` },
  })
  expect(answer.status).toBe(code)
})

it.each([
  '/v1/communities/not-an-id/users',
  `${users}?limit=0`,
  `${users}?page=one`,
  `${users}?email=maybe`,
])('refuses %s', async (path) => {
  const answer = await fetch(inject('mockUrl') + path, { headers })
  expect(answer.status).toBe(400)
})

it('finds every example of the contract sound', async () => {
  const mock = await startMock({ port: 0, errors: true })
  const answer = await fetch(mock.url + users, { headers })
  expect([answer.status, answer.headers.get('sl-violations')]).toEqual([200, null])
  await mock.stop()
  await expect(fetch(mock.url + users)).rejects.toThrow()
})

it('says so when the port is taken', async () => {
  const taken = createServer()
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve))
  const { port } = taken.address() as AddressInfo
  await expect(startMock({ port })).rejects.toBeInstanceOf(PortTakenError)
  taken.close()
})
