import {
  createClient,
  listCommunityUsers,
  listProducts,
  listUsersWithFilters,
} from '@returning-kit/core'
import { expect, inject, it } from 'vitest'
import { communityId } from '../helpers.ts'

const client = () => createClient({ token: 'fake-token', baseUrl: inject('mockUrl') })

it('lists users, at once and one by one', async () => {
  const users = await listCommunityUsers(client(), { communityId, limit: 100 }).orThrow()
  expect(users.map(({ displayName }) => displayName)).toEqual(['Admin', 'User'])
  const seen: unknown[] = []
  for await (const user of listCommunityUsers(client(), { communityId, limit: 100 }))
    seen.push(user._id)
  expect(seen).toHaveLength(2)
})

it('takes a field selection in the query', async () => {
  const products = await listProducts(client(), { limit: 10, fields: ['name', 'price'] }).orThrow()
  expect(products.length).toBeGreaterThan(0)
})

it('takes a field selection in the body', async () => {
  const outcome = await listUsersWithFilters(client(), {
    body: { filter: { first_name: 'John' } },
    fields: ['email', 'join_date'],
  })
  expect(outcome.ok).toBe(true)
})
