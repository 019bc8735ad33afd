import { bulkImportUsers, type Client, createClient, listCommunityUsers } from '@returning-kit/core'
import * as operations from '@returning-kit/validation/operations'
import { ProductsFile } from '@returning-kit/validation/schemas'
import { describe, expect, it, vi } from 'vitest'
import { type Drift, isSchemaError, type ValidationOptions, validation } from '../src/index.ts'

const communityId = '6167dba9c548eb5c7ec28057'
const drifting = {
  meta: { status: 'success', statusCode: 200 },
  data: [{ id: 'fake-personal-value' }],
}

function client(
  body: object,
  status = 200,
  options: ValidationOptions = {},
): { client: Client; drifts: Drift[] } {
  const drifts: Drift[] = []
  const plugin = validation(operations, { onDrift: (drift) => drifts.push(drift), ...options })
  return {
    client: createClient({
      token: 'fake-token',
      plugins: [plugin],
      fetch: async () => Response.json(body, { status }),
    }),
    drifts,
  }
}

describe('an invalid response', () => {
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

  it('rejects the call with `throw`, and the error has status, response and data', async () => {
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

  it('is ignored with `off`', async () => {
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
        'The 200 response of listCommunityUsers does not match the contract: data.0.id must be an integer, received string',
      ],
    ])
    warn.mockRestore()
  })

  it('is reported for an error body, too, and the result keeps its status', async () => {
    const { client: checked, drifts } = client({ message: 7 }, 404)
    expect(await listCommunityUsers(checked, { communityId })).toMatchObject({
      ok: false,
      status: 404,
    })
    expect(drifts).toMatchObject([{ status: 404, issues: [{ pointer: '/message' }] }])
  })
})

it('accepts any other Standard Schema', async () => {
  const drifts: Drift[] = []
  const schema = {
    '~standard': {
      version: 1,
      vendor: 'test',
      validate: async () => ({ issues: [{ message: 'no', path: ['data', { key: 'a/b' }] }] }),
    },
  } as const
  const plugin = validation(
    { listCommunityUsers: { responses: { 200: schema } } },
    { onDrift: (drift) => drifts.push(drift) },
  )
  await listCommunityUsers(
    createClient({
      token: 'fake-token',
      plugins: [plugin],
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
          message: 'data.a/b must be valid against its schema, received undefined',
          pointer: '/data/a~1b',
        },
      ],
    },
  ])
})

describe('the contract of a client', () => {
  const warnings = (contract?: string) => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    const { listCommunityUsersSchemas, getCommunityUserSchemas } = operations
    const schemas = {
      listCommunityUsersSchemas,
      getCommunityUserSchemas: { ...getCommunityUserSchemas, ...(contract && { contract }) },
    }
    createClient({ token: 'fake-token', plugins: [validation(schemas)] })
    const calls = warn.mock.calls.flat()
    warn.mockRestore()
    return calls
  }

  it('may not be another one than that of the schemas', () => {
    expect(warnings('0'.repeat(64))).toEqual([
      'The client and its validators are generated from different contracts; install the same release of both packages.',
    ])
  })

  it('causes no warning if it is the same', () => {
    expect(warnings()).toEqual([])
  })
})

describe('an invalid input', () => {
  const recordingClient = (options: ValidationOptions = {}) => {
    const sent: Request[] = []
    const validated = createClient({
      token: 'fake-token',
      plugins: [validation(operations, options)],
      fetch: async (...args) => {
        sent.push(new Request(...args))
        return Response.json({ meta: { status: 'success', statusCode: 200 }, data: [] })
      },
    })
    return { validated, sent }
  }

  it('rejects the call before a request is sent, and the error has the input', async () => {
    const { validated, sent } = recordingClient()
    const input = { communityId, limit: 1_000_000, page: 1.5 }
    const error = await listCommunityUsers(validated, input).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({
      name: 'SchemaError',
      operation: 'listCommunityUsers',
      status: undefined,
    })
    expect(isSchemaError(error) && error.issues.map(({ pointer }) => pointer)).toContain('/page')
    expect(isSchemaError(error) && error.data).toEqual(input)
    expect(sent).toEqual([])
  })

  it('may have `fields`, as the function takes them', async () => {
    const { validated, sent } = recordingClient()
    expect(
      await listCommunityUsers(validated, { communityId, fields: ['displayName'] }),
    ).toMatchObject({ ok: true })
    const unknown = { communityId, fields: ['password'] as string[] }
    await expect(listCommunityUsers(validated, unknown)).rejects.toMatchObject({
      issues: [{ pointer: '/fields/0', keyword: 'enum' }],
    })
    expect(sent).toHaveLength(1)
  })

  it('is sent with `off`, for all operations or for one', async () => {
    for (const options of [
      { requests: 'off' },
      { operations: { listCommunityUsers: { requests: 'off' } } },
    ] as const) {
      const { validated, sent } = recordingClient(options)
      await listCommunityUsers(validated, { communityId, page: 1.5 })
      expect(sent).toHaveLength(1)
    }
  })

  it('is validated for every page of a list', async () => {
    const { validated } = recordingClient()
    await expect(
      listCommunityUsers(validated, { communityId: 'short' }).toArray(),
    ).rejects.toMatchObject({ name: 'SchemaError' })
  })

  it('must have a Blob where the contract has a file', async () => {
    const { validated, sent } = recordingClient()
    const file = new Blob(['name,email\n'], { type: 'text/csv' })
    expect(ProductsFile.is({ file })).toBe(true)
    expect(ProductsFile.is({ file: 'name,email' })).toBe(false)
    await bulkImportUsers(validated, { body: { data: file } })
    await expect(
      bulkImportUsers(validated, { body: { data: 'name,email' as unknown as Blob } }),
    ).rejects.toMatchObject({
      issues: [{ pointer: '/body/data', expected: 'a file', received: 'string' }],
    })
    expect(sent).toHaveLength(1)
  })
})

describe('a single operation', () => {
  it('may have modes of its own', async () => {
    const strict = client(drifting, 200, {
      operations: { listCommunityUsers: { responses: 'throw' } },
    })
    await expect(listCommunityUsers(strict.client, { communityId })).rejects.toMatchObject({
      name: 'SchemaError',
    })
    const ignoring = client(drifting, 200, {
      responses: 'throw',
      operations: { listCommunityUsers: { responses: 'off' } },
    })
    expect(await listCommunityUsers(ignoring.client, { communityId })).toMatchObject({ ok: true })
    expect(ignoring.drifts).toEqual([])
  })

  it('may have a schema of another library beside the generated ones', async () => {
    const custom = {
      '~standard': { version: 1, vendor: 'test', validate: (value: unknown) => ({ value }) },
    } as const
    const { listCommunityUsersSchemas: generated } = operations
    const plugin = validation(
      {
        ...operations,
        listCommunityUsersSchemas: {
          ...generated,
          responses: { ...generated.responses, 200: custom },
        },
      },
      { responses: 'throw' },
    )
    const customClient = createClient({
      token: 'fake-token',
      plugins: [plugin],
      fetch: async () => Response.json(drifting),
    })
    expect(await listCommunityUsers(customClient, { communityId })).toMatchObject({ ok: true })
    await expect(listCommunityUsers(customClient, { communityId: 'short' })).rejects.toMatchObject({
      name: 'SchemaError',
    })
  })

  it('may have schemas for a range of statuses and a default', async () => {
    const no = (message: string) =>
      ({
        '~standard': { version: 1, vendor: 'test', validate: () => ({ issues: [{ message }] }) },
      }) as const
    const plugin = validation(
      { listCommunityUsers: { responses: { '4XX': no('range'), default: no('rest') } } },
      { responses: 'throw' },
    )
    for (const [status, message] of [
      [418, 'range'],
      [500, 'rest'],
    ] as const) {
      const customClient = createClient({
        token: 'fake-token',
        retry: false,
        plugins: [plugin],
        fetch: async () => Response.json({ message: 'x' }, { status }),
      })
      await expect(listCommunityUsers(customClient, { communityId })).rejects.toMatchObject({
        status,
        issues: [{ message }],
      })
    }
  })
})

it('counts equal issues of array items as one, and keeps different ones apart', async () => {
  const users = [
    ...Array.from({ length: 40 }, () => ({ id: 'x' })),
    ...Array.from({ length: 2 }, () => ({ id: null, email: 7 })),
  ]
  const { client: checked, drifts } = client({ ...drifting, data: users })
  await listCommunityUsers(checked, { communityId })
  const issues = drifts[0]?.issues.map(({ pointer, expected, received, count }) => ({
    pointer,
    expected,
    received,
    count,
  }))
  expect(issues).toEqual([
    { pointer: '/data/0/id', expected: 'an integer', received: 'string', count: 40 },
    { pointer: '/data/40/id', expected: 'an integer', received: 'null', count: 2 },
    { pointer: '/data/40/email', expected: 'a string', received: 'number', count: 2 },
  ])
})
