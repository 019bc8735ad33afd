import { listUserGamificationHistory, listUsersWithFilters } from '@returning-kit/core'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Mock, type OperationId, startMock } from '../../src/index.ts'
import { clientOf, functionOf, headers, inputOf, models, users } from '../helpers.ts'

const paged = models
  .filter(({ operationObject: source }) => source['x-pagination'])
  .map(({ id }) => id as OperationId)
const items = 431

const without = (member: unknown): object => {
  const { page: _, cursor: __, ...rest } = (member ?? {}) as Record<string, unknown>
  return rest
}

// The first page of an operation, whatever its example asks for.
function firstInput(id: string): Record<string, unknown> {
  const { body, ...rest } = inputOf(id)
  return { ...without(rest), ...(body !== undefined && { body: without(body) }) }
}

function withLimit(id: string, limit: number): Record<string, unknown> {
  const pagination = models.find((model) => model.id === id)?.operationObject['x-pagination']
  const input = firstInput(id)
  if (typeof pagination?.['limit'] !== 'string') return input
  if (pagination.in === 'query') return { ...input, [pagination['limit']]: limit }
  return { ...input, body: { ...(input['body'] as object), [pagination['limit']]: limit } }
}

describe('with a list behind every operation that has pages', () => {
  let mock: Mock
  beforeAll(async () => {
    mock = await startMock({
      port: 0,
      scenario: { collections: paged.map((list) => ({ list, items })) },
    })
  })
  afterAll(() => mock.stop())

  it('knows every convention', () => {
    const spoken = models.flatMap(({ operationObject: source }) => {
      const pagination = source['x-pagination']
      return pagination ? `${pagination.style} in ${pagination.in}` : []
    })
    expect([...new Set(spoken)].sort()).toEqual([
      'cursor in body',
      'offset in query',
      'page in body',
      'page in query',
    ])
  })

  it.each(paged)('%s gives each of its rows once', async (id) => {
    const rows = await functionOf(id)(clientOf(mock.url), withLimit(id, 100)).toArray()
    expect(new Set(rows.map((row) => JSON.stringify(row))).size).toBe(items)
    expect(rows).toHaveLength(items)
  })

  it('gives the same rows in the same order whatever the size of a page, and fetched ahead', async () => {
    const id = fc.constantFrom(...paged)
    const whole = new Map<string, unknown[]>()
    for (const each of paged)
      whole.set(each, await functionOf(each)(clientOf(mock.url), withLimit(each, 100)).toArray())
    await fc.assert(
      fc.asyncProperty(
        id,
        fc.integer({ min: 20, max: 100 }),
        fc.integer({ min: 0, max: 3 }),
        async (each, limit, prefetch) => {
          const rows = await functionOf(each)(clientOf(mock.url), withLimit(each, limit), {
            prefetch,
          }).toArray()
          expect(rows).toEqual(whole.get(each))
        },
      ),
      { numRuns: 20 },
    )
  })

  it('fixes the size where the service does, and takes a page number or a cursor', async () => {
    const client = clientOf(mock.url)
    const body = { fields: ['email'], filter: { first_name: 'John' } }
    const sizes: number[] = []
    for await (const page of listUsersWithFilters(client, { body }).pages())
      sizes.push(page.items.length)
    expect(sizes).toEqual([200, 200, 31])
    const third = await listUsersWithFilters(client, { body: { ...body, page: 3 } }).orThrow()
    expect(third).toHaveLength(31)
  })

  it('tells the position, the total and the end as each answer has them', async () => {
    const pages = async (path: string) =>
      (await (await fetch(mock.url + path, { headers })).json()) as Record<string, object>
    expect((await pages('/apis/v1/streaks?page=2&limit=400'))['pagination']).toEqual({
      total: items,
      currentPage: 2,
      totalPages: 2,
      hasNextPage: false,
      hasPrevPage: true,
    })
    expect((await pages('/v1/products?skip=400&limit=20'))['meta']).toMatchObject({
      skip: 400,
      limit: 20,
      total: items,
    })
    const outcome = await listUserGamificationHistory(clientOf(mock.url), {
      body: {
        ...(inputOf('listUserGamificationHistory')['body'] as object),
        page: 9,
        limit: 50,
      } as never,
    })
    expect(outcome.ok && outcome.data).toMatchObject({
      pagination: { page: 9, limit: 50, total: items, total_pages: 9 },
    })
  })

  it('has an empty page after the last', async () => {
    const answer = await fetch(`${mock.url}${users}?page=99&limit=100`, { headers })
    expect(await answer.json()).toMatchObject({ data: [] })
  })

  it('answers what the contract has for a cursor that it did not give', async () => {
    const answer = await fetch(`${mock.url}/apis/v1/users/filter`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify({
        fields: ['email'],
        filter: { first_name: 'John' },
        cursor: 'made-up',
      }),
    })
    expect([answer.status, answer.headers.get('sl-violations')]).toEqual([400, null])
  })
})

it('has one empty page of nothing', async () => {
  await using mock = await startMock({
    port: 0,
    scenario: { collections: [{ list: 'listProducts' }] },
  })
  expect(await functionOf('listProducts')(clientOf(mock.url), {}).toArray()).toEqual([])
})
