import { expect, expectTypeOf, it } from 'vitest'
import {
  type CommunityUser,
  type ErrorResponse,
  getCommunityUser,
  listCommunityUsers,
  type MetaResponse,
  type NotFoundError,
} from '../src/index.ts'
import { createClient as createFetchClient } from '../src/openapi-fetch.ts'
import { communityId, observedClient, userId, usersPage } from './helpers.ts'

const { client } = observedClient(() => usersPage([]))

it('narrows by ok and by status', async () => {
  const result = await listCommunityUsers(client, { communityId })
  if (result.ok) {
    expectTypeOf(result.status).toEqualTypeOf<200>()
    expectTypeOf(result.data).toEqualTypeOf<CommunityUser[]>()
    expectTypeOf(result.meta).toEqualTypeOf<MetaResponse>()
  } else if (result.status === 404) {
    expectTypeOf(result.error).toEqualTypeOf<NotFoundError | undefined>()
  } else if (result.status === 401) {
    expectTypeOf(result.error).toEqualTypeOf<ErrorResponse | undefined>()
  } else if (result.status === 503) {
    expectTypeOf(result.error).toEqualTypeOf<unknown>()
  } else if (result.status === 200) {
    expectTypeOf(result.reason).toEqualTypeOf<'envelope' | 'body'>()
  }
})

it('returns the fields of a literal array only', async () => {
  const users = await listCommunityUsers(client, {
    communityId,
    fields: ['displayName', 'email'],
  }).orThrow()
  expectTypeOf(users).toEqualTypeOf<Pick<CommunityUser, 'displayName' | 'email'>[]>()
  // @ts-expect-error avatar was not requested
  users[0]?.avatar
  const user = await getCommunityUser(client, {
    communityId,
    userId,
    fields: ['username'],
  }).orThrow()
  expectTypeOf(user).toEqualTypeOf<Pick<CommunityUser, 'username'>>()
  for await (const { displayName } of listCommunityUsers(client, {
    communityId,
    fields: ['displayName'],
  })) {
    expectTypeOf(displayName).toEqualTypeOf<string | undefined>()
  }
})

it('returns optional fields for an array known at run time only', async () => {
  const names: string[] = ['displayName']
  const users = await listCommunityUsers(client, { communityId, fields: names }).orThrow()
  expectTypeOf(users).toEqualTypeOf<Partial<CommunityUser>[]>()
})

it('returns the whole type without `fields`', async () => {
  expectTypeOf(await listCommunityUsers(client, { communityId }).orThrow()).toEqualTypeOf<
    CommunityUser[]
  >()
})

it('rejects what the contract does not have', () => {
  // @ts-expect-error an unknown query parameter
  void listCommunityUsers(client, { communityId, pages: 2 })
  // @ts-expect-error an unknown field name
  void listCommunityUsers(client, { communityId, fields: ['displayNam'] })
  // @ts-expect-error a missing path value
  void listCommunityUsers(client, { limit: 2 })
  // @ts-expect-error a value of the wrong type
  void listCommunityUsers(client, { communityId, limit: '2' })
  // @ts-expect-error an unknown option
  void listCommunityUsers(client, { communityId }, { timout: 5 })
  // @ts-expect-error getCommunityUser is not a list
  getCommunityUser(client, { communityId, userId }).pages
})

it('extends a client with the options of its contract', () => {
  expectTypeOf(client.extend({ token: 'fake-token', timeout: 5 })).toEqualTypeOf(client)
  // @ts-expect-error an unknown option
  expect(() => client.extend({ tokken: 'fake-token' })).toThrow('`tokken` does not exist')
})

it('keeps the types of openapi-fetch', async () => {
  const { data, error } = await createFetchClient(client).GET(
    '/v1/communities/{communityId}/users',
    {
      params: { path: { communityId } },
    },
  )
  expectTypeOf(data?.data).toEqualTypeOf<CommunityUser[] | undefined>()
  expectTypeOf(error).not.toBeAny()
})
