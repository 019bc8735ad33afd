import { listUserGamificationHistory, listUsersWithFilters } from '@returning-kit/core'
import type { Pagination } from '@returning-kit/runtime'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import type { Operation } from '../../src/contract/operation.ts'
import { type Mock, type OperationId, startMock } from '../../src/index.ts'
import { requestedSlice } from '../../src/scenario/paging.ts'
import { clientOf, functionOf, headers, inputOf, models, users } from '../helpers.ts'

const paged = models
  .filter(({ operationObject }) => operationObject['x-pagination'])
  .map(({ id }) => id as OperationId)
const itemCount = 431

const withoutPosition = (input: unknown): object => {
  const { page: _, cursor: __, ...rest } = (input ?? {}) as Record<string, unknown>
  return rest
}

// Returns the input for the first page. The example may ask for another one.
function firstInput(id: string): Record<string, unknown> {
  const { body, ...rest } = inputOf(id)
  return { ...withoutPosition(rest), ...(body !== undefined && { body: withoutPosition(body) }) }
}

function withLimit(id: string, limit: number): Record<string, unknown> {
  const pagination = models.find((model) => model.id === id)?.operationObject['x-pagination']
  const input = firstInput(id)
  if (typeof pagination?.['limit'] !== 'string') return input
  if (pagination.in === 'query') return { ...input, [pagination['limit']]: limit }
  return { ...input, body: { ...(input['body'] as object), [pagination['limit']]: limit } }
}

describe('a collection of every operation with pages', () => {
  let mock: Mock
  beforeAll(async () => {
    mock = await startMock({
      port: 0,
      scenario: { collections: paged.map((list) => ({ list, items: itemCount })) },
    })
  })
  afterAll(() => mock.stop())

  it('has every paging convention', () => {
    const conventions = models.flatMap(({ operationObject }) => {
      const pagination = operationObject['x-pagination']
      return pagination ? `${pagination.style} in ${pagination.in}` : []
    })
    expect([...new Set(conventions)].sort()).toEqual([
      'cursor in body',
      'offset in query',
      'page in body',
      'page in query',
    ])
  })

  it.each(paged)('%s returns each item once', async (id) => {
    const items = await functionOf(id)(clientOf(mock.url), withLimit(id, 100)).toArray()
    expect(new Set(items.map((item) => JSON.stringify(item))).size).toBe(itemCount)
    expect(items).toHaveLength(itemCount)
  })

  it('returns the same items in the same order for every page size and prefetch', async () => {
    const id = fc.constantFrom(...paged)
    const expected = new Map<string, unknown[]>()
    for (const each of paged)
      expected.set(each, await functionOf(each)(clientOf(mock.url), withLimit(each, 100)).toArray())
    await fc.assert(
      fc.asyncProperty(
        id,
        fc.integer({ min: 20, max: 100 }),
        fc.integer({ min: 0, max: 3 }),
        async (each, limit, prefetch) => {
          const items = await functionOf(each)(clientOf(mock.url), withLimit(each, limit), {
            prefetch,
          }).toArray()
          expect(items).toEqual(expected.get(each))
        },
      ),
      { numRuns: 20 },
    )
  })

  it('has the fixed page size of the service, and accepts a page number or a cursor', async () => {
    const client = clientOf(mock.url)
    const body = { fields: ['email'], filter: { first_name: 'John' } }
    const sizes: number[] = []
    for await (const page of listUsersWithFilters(client, { body }).pages())
      sizes.push(page.items.length)
    expect(sizes).toEqual([200, 200, 31])
    const third = await listUsersWithFilters(client, { body: { ...body, page: 3 } }).orThrow()
    expect(third).toHaveLength(31)
  })

  it('returns the position, the total and the end in the form of each operation', async () => {
    const fetchBody = async (path: string) =>
      (await (await fetch(mock.url + path, { headers })).json()) as Record<string, object>
    expect((await fetchBody('/apis/v1/streaks?page=2&limit=400'))['pagination']).toEqual({
      total: itemCount,
      currentPage: 2,
      totalPages: 2,
      hasNextPage: false,
      hasPrevPage: true,
    })
    expect((await fetchBody('/v1/products?skip=400&limit=20'))['meta']).toMatchObject({
      skip: 400,
      limit: 20,
      total: itemCount,
    })
    const result = await listUserGamificationHistory(clientOf(mock.url), {
      body: {
        ...(inputOf('listUserGamificationHistory')['body'] as object),
        page: 9,
        limit: 50,
      } as never,
    })
    expect(result.ok && result.data).toMatchObject({
      pagination: { page: 9, limit: 50, total: itemCount, total_pages: 9 },
    })
  })

  it('returns an empty page after the last one', async () => {
    const response = await fetch(`${mock.url}${users}?page=99&limit=100`, { headers })
    expect(await response.json()).toMatchObject({ data: [] })
  })

  it.each(['limit=&page=', 'limit=', 'page='])('serves the first page for ?%s', async (query) => {
    const response = await fetch(`${mock.url}/apis/v1/streaks?${query}`, { headers })
    expect([response.status, await response.json()]).toMatchObject([
      200,
      { pagination: { total: itemCount, currentPage: 1, hasNextPage: true } },
    ])
  })

  it('responds with 400 for an unknown cursor', async () => {
    const response = await fetch(`${mock.url}/apis/v1/users/filter`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify({
        fields: ['email'],
        filter: { first_name: 'John' },
        cursor: 'made-up',
      }),
    })
    expect([response.status, response.headers.get('sl-violations')]).toEqual([400, null])
  })
})

it('serves the first page for a size or position that no list has', () => {
  const pagination = { style: 'offset', in: 'query', limit: 'limit', offset: 'skip' } as const
  const operation = { parameters: [] } as unknown as Operation
  fc.assert(
    fc.property(fc.constantFrom('', '0', '-1', '-0.5', 'x', 'Infinity', '1e400'), (value) => {
      const query = new URLSearchParams({ limit: value, skip: value === '0' ? '-3' : value })
      const incoming = { method: 'GET', path: '/', query, headers: {}, body: null }
      const slice = requestedSlice(operation, pagination as unknown as Pagination, incoming)
      expect(slice).toEqual({ start: 0, size: 20 })
    }),
  )
})

describe('a list without a collection', () => {
  it.each(paged)('%s has the examples on its first page, and ends', async (id) => {
    const response = await functionOf(id)(clientOf(inject('mockUrl')), firstInput(id))
    const items = await functionOf(id)(clientOf(inject('mockUrl')), firstInput(id)).toArray()
    expect(response).toMatchObject({ ok: true })
    expect(items.length).toBeGreaterThan(0)
    const small = await functionOf(id)(clientOf(inject('mockUrl')), withLimit(id, 20)).toArray()
    expect(small).toEqual(items)
  })

  it('states the total of its examples, and has no second page', async () => {
    const response = await fetch(`${inject('mockUrl')}/v1/products?skip=20&limit=20`, { headers })
    expect(await response.json()).toMatchObject({ data: [], meta: { skip: 20, total: 1 } })
  })

  it('ends if its data is generated', async () => {
    await using mock = await startMock({ port: 0, dynamic: true, seed: 'fake-seed' })
    const response = await fetch(`${mock.url}/v1/products?skip=2000&limit=20`, { headers })
    expect(await response.json()).toMatchObject({ data: [] })
  })
})

it('returns one empty page of an empty collection', async () => {
  await using mock = await startMock({
    port: 0,
    scenario: { collections: [{ list: 'listProducts' }] },
  })
  expect(await functionOf('listProducts')(clientOf(mock.url), {}).toArray()).toEqual([])
})
