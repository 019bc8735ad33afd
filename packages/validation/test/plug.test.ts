import { bulkImportUsers, type Client, createClient, listCommunityUsers } from '@returning-kit/core'
import * as operations from '@returning-kit/validation/operations'
import { ProductsFile } from '@returning-kit/validation/schemas'
import { describe, expect, inject, it, vi } from 'vitest'
import { type Drift, isSchemaError, type ValidationOptions, validation } from '../src/index.ts'

const communityId = '6167dba9c548eb5c7ec28057'
const drifting = {
  meta: { status: 'success', statusCode: 200 },
  data: [{ id: 'fake-personal-value' }],
}

function client(
  answer: object,
  status = 200,
  options: ValidationOptions = {},
): { client: Client; drifts: Drift[] } {
  const drifts: Drift[] = []
  const plug = validation(operations, { onDrift: (drift) => drifts.push(drift), ...options })
  return {
    client: createClient({
      token: 'fake-token',
      plugins: [plug],
      fetch: async () => Response.json(answer, { status }),
    }),
    drifts,
  }
}

it('lets an answer pass that fits', async () => {
  const checked = createClient({
    token: 'fake-token',
    baseUrl: inject('mockUrl'),
    plugins: [validation(operations, { responses: 'throw' })],
  })
  expect(await listCommunityUsers(checked, { communityId })).toMatchObject({ ok: true })
})

describe('an answer that does not fit', () => {
  it('is reported by operation, status and pointer, without its values', async () => {
    const { client: checked, drifts } = client(drifting)
    expect(await listCommunityUsers(checked, { communityId })).toMatchObject({ ok: true })
    expect(drifts).toMatchObject([
      {
        operation: 'listCommunityUsers',
        status: 200,
        issues: [{ pointer: '/data/0/id', keyword: 'type' }],
      },
    ])
    expect(JSON.stringify(drifts)).not.toContain('fake-personal-value')
  })

  it('ends the call when asked to, and the error keeps status, response and data', async () => {
    const { client: checked } = client(drifting, 200, { responses: 'throw' })
    const error = await listCommunityUsers(checked, { communityId }).catch(
      (thrown: unknown) => thrown,
    )
    expect(isSchemaError(error) && error.data).toEqual(drifting)
    expect(isSchemaError(error) && error.response?.status).toBe(200)
    expect(error).toMatchObject({
      name: 'SchemaError',
      status: 200,
      operation: 'listCommunityUsers',
    })
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
      plugins: [validation(operations)],
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
    expect(await listCommunityUsers(checked, { communityId })).toMatchObject({
      ok: false,
      status: 404,
    })
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
  const plug = validation(
    { listCommunityUsers: { responses: { 200: schema } } },
    { onDrift: (drift) => drifts.push(drift) },
  )
  await listCommunityUsers(
    createClient({
      token: 'fake-token',
      plugins: [plug],
      fetch: async () => Response.json({ data: [] }),
    }),
    {
      communityId,
    },
  )
  expect(drifts).toMatchObject([
    {
      issues: [
        {
          message: 'data.a/b must be what its schema asks for, found nothing',
          pointer: '/data/a~1b',
        },
      ],
    },
  ])
})

describe('an input that does not fit', () => {
  const listen = (options: ValidationOptions = {}) => {
    const sent: Request[] = []
    const plugged = createClient({
      token: 'fake-token',
      plugins: [validation(operations, options)],
      fetch: async (...given) => {
        sent.push(new Request(...given))
        return Response.json({ meta: { status: 'success', statusCode: 200 }, data: [] })
      },
    })
    return { plugged, sent }
  }

  it('ends the call before anything is sent, and the error keeps the input', async () => {
    const { plugged, sent } = listen()
    const input = { communityId, limit: 1_000_000, page: 1.5 }
    const error = await listCommunityUsers(plugged, input).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({
      name: 'SchemaError',
      operation: 'listCommunityUsers',
      status: undefined,
    })
    expect(isSchemaError(error) && error.issues.map(({ pointer }) => pointer)).toContain('/page')
    expect(isSchemaError(error) && error.data).toEqual(input)
    expect(sent).toEqual([])
  })

  it('knows fields as the function takes them', async () => {
    const { plugged, sent } = listen()
    expect(
      await listCommunityUsers(plugged, { communityId, fields: ['displayName'] }),
    ).toMatchObject({ ok: true })
    const unknown = { communityId, fields: ['password'] as string[] }
    await expect(listCommunityUsers(plugged, unknown)).rejects.toMatchObject({
      issues: [{ pointer: '/fields/0', keyword: 'enum' }],
    })
    expect(sent).toHaveLength(1)
  })

  it('may be sent all the same, everywhere or by one operation', async () => {
    for (const options of [
      { requests: 'off' },
      { operations: { listCommunityUsers: { requests: 'off' } } },
    ] as const) {
      const { plugged, sent } = listen(options)
      await listCommunityUsers(plugged, { communityId, page: 1.5 })
      expect(sent).toHaveLength(1)
    }
  })

  it('is checked in every call of a list, the pages that follow included', async () => {
    const { plugged } = listen()
    await expect(
      listCommunityUsers(plugged, { communityId: 'short' }).toArray(),
    ).rejects.toMatchObject({ name: 'SchemaError' })
  })

  it('wants a file where the contract has one', async () => {
    const { plugged, sent } = listen()
    const file = new Blob(['name,email\n'], { type: 'text/csv' })
    expect(ProductsFile.is({ file })).toBe(true)
    expect(ProductsFile.is({ file: 'name,email' })).toBe(false)
    await bulkImportUsers(plugged, { body: { data: file } })
    await expect(
      bulkImportUsers(plugged, { body: { data: 'name,email' as unknown as Blob } }),
    ).rejects.toMatchObject({
      issues: [{ pointer: '/body/data', expected: 'a file', found: 'text' }],
    })
    expect(sent).toHaveLength(1)
  })
})

describe('a single operation', () => {
  it('may be treated otherwise than the rest', async () => {
    const strict = client(drifting, 200, {
      operations: { listCommunityUsers: { responses: 'throw' } },
    })
    await expect(listCommunityUsers(strict.client, { communityId })).rejects.toMatchObject({
      name: 'SchemaError',
    })
    const silent = client(drifting, 200, {
      responses: 'throw',
      operations: { listCommunityUsers: { responses: 'off' } },
    })
    expect(await listCommunityUsers(silent.client, { communityId })).toMatchObject({ ok: true })
    expect(silent.drifts).toEqual([])
  })

  it('may have a schema of another library, beside the generated ones', async () => {
    const mine = {
      '~standard': { version: 1, vendor: 'test', validate: (value: unknown) => ({ value }) },
    } as const
    const { listCommunityUsers: generated } = operations
    const plug = validation(
      {
        ...operations,
        listCommunityUsers: { ...generated, responses: { ...generated.responses, 200: mine } },
      },
      { responses: 'throw' },
    )
    const own = createClient({
      token: 'fake-token',
      plugins: [plug],
      fetch: async () => Response.json(drifting),
    })
    expect(await listCommunityUsers(own, { communityId })).toMatchObject({ ok: true })
    await expect(listCommunityUsers(own, { communityId: 'short' })).rejects.toMatchObject({
      name: 'SchemaError',
    })
  })

  it('may have schemas for a range of statuses and for the rest', async () => {
    const no = (message: string) =>
      ({
        '~standard': { version: 1, vendor: 'test', validate: () => ({ issues: [{ message }] }) },
      }) as const
    const plug = validation(
      { listCommunityUsers: { responses: { '4XX': no('range'), default: no('rest') } } },
      { responses: 'throw' },
    )
    for (const [status, message] of [
      [418, 'range'],
      [500, 'rest'],
    ] as const) {
      const own = createClient({
        token: 'fake-token',
        retry: false,
        plugins: [plug],
        fetch: async () => Response.json({ message: 'x' }, { status }),
      })
      await expect(listCommunityUsers(own, { communityId })).rejects.toMatchObject({
        status,
        issues: [{ message }],
      })
    }
  })
})

it('counts alike faults of a list as one, and keeps unlike ones apart', async () => {
  const users = [
    ...Array.from({ length: 40 }, () => ({ id: 'x' })),
    ...Array.from({ length: 2 }, () => ({ id: null, email: 7 })),
  ]
  const { client: checked, drifts } = client({ ...drifting, data: users })
  await listCommunityUsers(checked, { communityId })
  const told = drifts[0]?.issues.map(({ pointer, expected, received: found, count }) => ({
    pointer,
    expected,
    found,
    count,
  }))
  expect(told).toEqual([
    { pointer: '/data/0/id', expected: 'a whole number', found: 'text', count: 40 },
    { pointer: '/data/40/id', expected: 'a whole number', found: 'null', count: 2 },
    { pointer: '/data/40/email', expected: 'a text', found: 'number', count: 2 },
  ])
})
