import { getCommunityUser, listCommunityUsers } from '@returning-kit/core'
import { expect, it } from 'vitest'
import { type Scenario, startMock } from '../../src/index.ts'
import { clientOf, communityId } from '../helpers.ts'

const list = 'listCommunityUsers'
const ann = { _id: '61100af5c548eb5c7ebc0001', displayName: 'Ann' }

it('serves the given items as they are, with an id', async () => {
  const scenario: Scenario = {
    collections: [{ list, read: 'getCommunityUser', items: [ann, { displayName: 'Bob' }] }],
  }
  await using mock = await startMock({ port: 0, scenario })
  const client = clientOf(mock.url)
  const users = await listCommunityUsers(client, { communityId }).toArray()
  expect(users.map(({ displayName }) => displayName)).toEqual(['Ann', 'Bob'])
  expect(users[0]?._id).toBe(ann._id)
  expect(users[1]?._id).toMatch(/^[0-9a-f]{24}$/)
  // What the contract does not require may be missing on purpose.
  expect(users[0]).toEqual(ann)
  const user = await getCommunityUser(client, { communityId, userId: ann._id }).orThrow()
  expect(user).toMatchObject(ann)
  mock.reset()
  expect(await listCommunityUsers(client, { communityId }).toArray()).toEqual(users)
})

it.each([
  [[{ displayName: 5 }], /collections\[0\]: items\[0\]: \/data\/0\/displayName must be string/],
  [[{ nick: 'x' }], /items\[0\]: \/data\/0\/nick is not in the contract/],
  [[ann, ann], /items\[1\]: _id 61100af5c548eb5c7ebc0001 is not unique/],
  [['x'], /items\/0 must be object/],
])('rejects %j', async (items, message) => {
  const scenario = { collections: [{ list, items }] } as unknown as Scenario
  await expect(startMock({ port: 0, scenario })).rejects.toThrow(message)
})
