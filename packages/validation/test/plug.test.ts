import { type Client, createClient, listCommunityUsers } from '@returning-kit/core'
import * as operations from '@returning-kit/validation/operations'
import { describe, expect, inject, it, vi } from 'vitest'
import { type Drift, isSchemaError, type ValidationOptions, validation } from '../src/index.ts'

const communityId = '6167dba9c548eb5c7ec28057'
const drifting = { meta: { status: 'success', statusCode: 200 }, data: [{ id: 'fake-personal-value' }] }

function client(answer: object, status = 200, options: ValidationOptions = {}): { client: Client; drifts: Drift[] } {
  const drifts: Drift[] = []
  const plug = validation(operations, { onDrift: (drift) => drifts.push(drift), ...options })
  return {
    client: createClient({ token: 'fake-token', plugs: [plug], fetch: async () => Response.json(answer, { status }) }),
    drifts,
  }
}

it('lets an answer pass that fits', async () => {
  const checked = createClient({
    token: 'fake-token',
    baseUrl: inject('mockUrl'),
    plugs: [validation(operations, { responses: 'throw' })],
  })
  expect(await listCommunityUsers(checked, { communityId })).toMatchObject({ ok: true })
})

describe('an answer that does not fit', () => {
  it('is reported by operation, status and pointer, without its values', async () => {
    const { client: checked, drifts } = client(drifting)
    expect(await listCommunityUsers(checked, { communityId })).toMatchObject({ ok: true })
    expect(drifts).toMatchObject([
      { operation: 'listCommunityUsers', status: 200, issues: [{ pointer: '/data/0/id', keyword: 'type' }] },
    ])
    expect(JSON.stringify(drifts)).not.toContain('fake-personal-value')
  })

  it('ends the call when asked to, and the error keeps status, response and data', async () => {
    const { client: checked } = client(drifting, 200, { responses: 'throw' })
    const error = await listCommunityUsers(checked, { communityId }).catch((thrown: unknown) => thrown)
    expect(isSchemaError(error) && error.data).toEqual(drifting)
    expect(isSchemaError(error) && error.response?.status).toBe(200)
    expect(error).toMatchObject({ name: 'SchemaError', status: 200, operation: 'listCommunityUsers' })
  })

  it('is left alone when switched off', async () => {
    const { client: checked, drifts } = client(drifting, 200, { responses: 'off' })
    await listCommunityUsers(checked, { communityId })
    expect(drifts).toEqual([])
  })

  it('warns on the console by default', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    const plain = createClient({
      token: 'fake-token',
      plugs: [validation(operations)],
      fetch: async () => Response.json(drifting),
    })
    await listCommunityUsers(plain, { communityId })
    expect(warn.mock.calls).toEqual([
      [
        'listCommunityUsers answered 200 with a body that does not fit the contract: data.0.id must be a whole number, found text',
      ],
    ])
    warn.mockRestore()
  })

  it('is found in an error body, too, and the outcome keeps its status', async () => {
    const { client: checked, drifts } = client({ message: 7 }, 404)
    expect(await listCommunityUsers(checked, { communityId })).toMatchObject({ ok: false, status: 404 })
    expect(drifts).toMatchObject([{ status: 404, issues: [{ pointer: '/message' }] }])
  })
})

it('takes any other Standard Schema', async () => {
  const drifts: Drift[] = []
  const schema = {
    '~standard': {
      version: 1,
      vendor: 'test',
      validate: async () => ({ issues: [{ message: 'no', path: ['data', { key: 'a/b' }] }] }),
    },
  } as const
  const plug = validation({ listCommunityUsers: { responses: { 200: schema } } }, { onDrift: (drift) => drifts.push(drift) })
  await listCommunityUsers(createClient({ token: 'fake-token', plugs: [plug], fetch: async () => Response.json({ data: [] }) }), {
    communityId,
  })
  expect(drifts).toMatchObject([
    { issues: [{ message: 'data.a/b must be what its schema asks for, found nothing', pointer: '/data/a~1b' }] },
  ])
})
