import {
  createUserField,
  deleteUserField,
  getCommunityUser,
  getUserField,
  listCommunityUsers,
  listProducts,
  listUserFields,
  listUsersWithFilters,
  updateUserField,
} from '@returning-kit/core'
import { describe, expect, it } from 'vitest'
import { Engine } from '../../src/engine/engine.ts'
import { loadContract } from '../../src/engine/load-contract.ts'
import { type Scenario, startMock } from '../../src/index.ts'
import { clientOf, communityId, functionOf, inputOf, jsonHeaders } from '../helpers.ts'

const voucher = (number: number) => `Premium Voucher ${number}`

describe('collections', () => {
  const scenario: Scenario = {
    collections: [
      {
        list: 'listUserFields',
        items: 2,
        create: 'createUserField',
        read: 'getUserField',
        update: 'updateUserField',
        remove: 'deleteUserField',
      },
      { list: 'listCommunityUsers', items: 40, read: 'getCommunityUser' },
      { create: 'createAnalysis', read: 'getAnalysis', id: 'analysisId' },
    ],
  }

  it('return what was created, updated and removed', async () => {
    await using mock = await startMock({ port: 0, scenario })
    const client = clientOf(mock.url)
    const body = { field: 'userLevel', name: 'Level of a user', type: 'numerical' } as const
    const created = await createUserField(client, { communityId, body }).orThrow()
    expect(created).toMatchObject({ name: 'Level of a user', type: 'numerical' })
    const fieldId = created._id as string
    expect(await getUserField(client, { communityId, fieldId }).orThrow()).toMatchObject({
      _id: fieldId,
      ...body,
    })
    expect(await listUserFields(client, { communityId }).orThrow()).toHaveLength(3)
    await updateUserField(client, {
      communityId,
      fieldId,
      body: { name: 'Renamed', type: 'text' },
    }).orThrow()
    expect(await getUserField(client, { communityId, fieldId }).orThrow()).toMatchObject({
      _id: fieldId,
      name: 'Renamed',
    })
    expect((await deleteUserField(client, { communityId, fieldId })).status).toBe(200)
    expect((await getUserField(client, { communityId, fieldId })).status).toBe(404)
    expect((await deleteUserField(client, { communityId, fieldId })).status).toBe(404)
    expect(await listUserFields(client, { communityId }).orThrow()).toHaveLength(2)
  })

  it('distinguish two created items, and separate them by path parameters', async () => {
    await using mock = await startMock({ port: 0, scenario })
    const client = clientOf(mock.url)
    const body = { field: 'userLevel', name: 'A', type: 'numerical' } as const
    const first = await createUserField(client, { communityId, body }).orThrow()
    const second = await createUserField(client, {
      communityId,
      body: { ...body, name: 'B' },
    }).orThrow()
    expect(first._id).not.toBe(second._id)
    const elsewhere = await getUserField(client, {
      communityId: '6167dba9c548eb5c7ec28058',
      fieldId: first._id as string,
    })
    expect(elsewhere.status).toBe(404)
    mock.reset()
    expect(await listUserFields(client, { communityId }).orThrow()).toHaveLength(2)
  })

  it.each([
    ['/v1/products?sort=name:desc&limit=2', ['Premium Voucher 9', 'Premium Voucher 8']],
    ['/v1/products?sort=displayOrder:asc&search=keyword:VOUCHER%201', [1, 10, 11, 12].map(voucher)],
    ['/v1/products?filter=type:gift', []],
    ['/v1/products?filter=type:voucher&skip=11', [voucher(12)]],
    ['/v1/products?search=name:9', [voucher(9)]],
  ])('list what %s asks for', async (path, names) => {
    await using mock = await startMock({
      port: 0,
      scenario: { collections: [{ list: 'listProducts', items: 12 }] },
    })
    const response = await fetch(mock.url + path, { headers: jsonHeaders })
    const { data } = (await response.json()) as { data: { name: string }[] }
    expect(data.map(({ name }) => name)).toEqual(names)
  })

  it('have the selected fields, and those that the contract requires', async () => {
    await using mock = await startMock({
      port: 0,
      scenario: {
        collections: (['listProducts', 'listCommunityUsers', 'listUsersWithFilters'] as const).map(
          (list) => ({ list, items: 3 }),
        ),
      },
    })
    const client = clientOf(mock.url)
    const [product] = await listProducts(client, { fields: ['name', 'price'] }).orThrow()
    expect(product).toEqual({ name: voucher(1), price: 100 })
    const [user] = await listCommunityUsers(client, { communityId, fields: ['email'] }).orThrow()
    expect(Object.keys(user ?? {})).toEqual(['email'])
    const body = { filter: { join_date: { gte: '2025-03-14', lte: '2025-03-14' } } }
    const filtered = await listUsersWithFilters(client, { body, fields: ['email'] }).orThrow()
    expect(filtered.map((each) => Object.keys(each))).toEqual([['email'], ['email'], ['email']])
    const later = { filter: { join_date: { gte: '2025-03-15' } } }
    expect(
      await listUsersWithFilters(client, { body: later, fields: ['email'] }).orThrow(),
    ).toEqual([])
  })

  it.each([
    ['createUser', 'listCommunityUsers'],
    ['createRole', 'listRoles'],
    ['createServer', 'listMyServers'],
    ['createUserApiKey', 'listApiKeys'],
    ['sendMessage', 'listMessages'],
  ] as const)('show what %s has created in %s', async (create, list) => {
    await using mock = await startMock({
      port: 0,
      scenario: { collections: [{ create, list, items: 3 }] },
    })
    const client = clientOf(mock.url)
    expect(await functionOf(create)(client, inputOf(create))).toMatchObject({ ok: true })
    const result = await functionOf(list)(client, inputOf(list))
    expect(JSON.stringify(result)).toContain('"ok":true')
    const { data } = result as unknown as { data: unknown[] | { messages: unknown[] } }
    const listed = Array.isArray(data) ? data : data.messages
    expect(listed).toHaveLength(4)
  })

  it.each(['listUserMiniGameLogs', 'listStreakLogs', 'listUserGamificationLogs'] as const)(
    'have items with an id alone if the example of %s has none',
    async (list) => {
      await using mock = await startMock({
        port: 0,
        scenario: { collections: [{ list, items: 2 }] },
      })
      const result = await functionOf(list)(clientOf(mock.url), inputOf(list))
      expect(result).toMatchObject({
        data: [{ _id: '000000000000000000000001' }, { _id: '000000000000000000000002' }],
      })
    },
  )

  it('keep nothing of a create that a reset overtakes', async () => {
    const started = Promise.withResolvers<void>()
    const finish = Promise.withResolvers<void>()
    const engine = new Engine(await loadContract(), {
      dynamic: false,
      errors: false,
      seed: undefined,
      strict: false,
      scenario: { ...scenario, latency: 1 },
      wait: () => {
        started.resolve()
        return finish.promise
      },
    })
    const path = `/apis/v1/communities/${communityId}/user-fields`
    const request = { path, query: new URLSearchParams(), headers: jsonHeaders, body: null }
    const body = { field: 'userLevel', name: 'A', type: 'numerical' }
    const created = engine.handle({ ...request, method: 'POST', body })
    await started.promise
    engine.reset()
    finish.resolve()
    expect((await created).response.status).toBe(201)
    const { response } = await engine.handle({ ...request, method: 'GET' })
    expect((response.body as { data: unknown[] }).data).toHaveLength(2)
  })

  it('return a generated item by its id', async () => {
    await using mock = await startMock({ port: 0, scenario })
    const client = clientOf(mock.url)
    const items = await listCommunityUsers(client, { communityId, page: 2, limit: 30 }).orThrow()
    expect(items).toHaveLength(10)
    for (const item of items) {
      expect(
        await getCommunityUser(client, { communityId, userId: item._id as string }).orThrow(),
      ).toMatchObject({ email: item.email })
    }
  })
})
