import {
  createUserField,
  deleteUserField,
  getCommunityUser,
  getUserField,
  listCommunityUsers,
  listUserFields,
  updateUserField,
} from '@returning-kit/core'
import { describe, expect, it } from 'vitest'
import { Engine } from '../../src/engine.ts'
import { type Scenario, startMock } from '../../src/index.ts'
import { loadContract } from '../../src/load-contract.ts'
import { clientOf, communityId, jsonHeaders } from '../helpers.ts'

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
