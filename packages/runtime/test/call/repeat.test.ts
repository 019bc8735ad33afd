import { expect, it } from 'vitest'
import { getUser, listUsers, observed } from '../tanstack-query/functions.ts'

it('repeats a call with other input and options, and leaves the first one as it is', async () => {
  const { client, requests } = observed((request) =>
    Response.json({ url: request.url, trace: request.headers.get('x-trace') }),
  )
  const first = getUser(client, { id: 1 }, { headers: { 'x-trace': 'a' } })
  expect([first.operation, first.input]).toEqual(['getUser', { id: 1 }])
  const second = first.repeat({ input: { id: 2 } })
  const third = second.repeat({ options: { headers: { 'x-trace': 'b' } } })
  expect(third.input).toEqual({ id: 2 })
  expect(requests).toEqual([])
  const server = 'https://api.example.com'
  expect(await third.orThrow()).toEqual({ url: `${server}/users/2`, trace: 'b' })
  expect(await second.orThrow()).toEqual({ url: `${server}/users/2`, trace: 'a' })
  expect(await first.orThrow()).toEqual({ url: `${server}/users/1`, trace: 'a' })
  expect(await first.repeat().orThrow()).toEqual({ url: `${server}/users/1`, trace: 'a' })
  expect(requests).toHaveLength(4)
})

it('repeats the call of a list, which can be iterated', async () => {
  const { client, requests } = observed(() => Response.json({ users: [{ id: 1 }] }))
  const all = await listUsers(client, {})
    .repeat({ input: { cursor: 'b' } })
    .toArray()
  expect(all).toEqual([{ id: 1 }])
  expect(requests.map(({ url }) => url)).toEqual(['https://api.example.com/users?cursor=b'])
})
