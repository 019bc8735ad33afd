import fc from 'fast-check'
import { describe, expect, expectTypeOf, it } from 'vitest'
import {
  type Client,
  type FilteredUser,
  getProduct,
  type Leaderboard,
  listLeaderboards,
  listProducts,
  listUsersWithFilters,
  type Product,
} from '../../src/index.ts'
import { observedClient, usersPage } from '../helpers.ts'

const productID = '507f1f77bcf86cd799439012'
const page = (data: readonly object[], total = data.length) =>
  Response.json({ meta: { status: 'success', statusCode: 200, total }, status: 'success', data })

const queryOf = (request: Request | undefined) => new URL(request?.url ?? '').search

describe('a comma-separated parameter', () => {
  it('is one query parameter', async () => {
    const { client, requests } = observedClient(() => page([]))
    await listLeaderboards(client, { limit: 5, fields: ['name', 'rankBy'] })
    await getProduct(client, { productID, fields: ['name', 'price'] })
    expect(requests.map(queryOf)).toEqual(['?limit=5&fields=name,rankBy', '?fields=name,price'])
  })

  it('is omitted if it is empty or undefined', async () => {
    const { client, requests } = observedClient(() => page([]))
    await listProducts(client, { fields: [] })
    await listProducts(client)
    expect(requests.map(queryOf)).toEqual(['', ''])
  })

  it('keeps a comma inside a name apart from those between names', async () => {
    const names = fc.array(fc.string({ minLength: 1, unit: 'grapheme' }), { minLength: 1 })
    await fc.assert(
      fc.asyncProperty(names, async (fields) => {
        const { client, requests } = observedClient(() => page([]))
        await listProducts(client, { fields })
        const [, written = ''] = /[?&]fields=([^&]*)/.exec(queryOf(requests[0])) ?? []
        expect(written.split(',').map(decodeURIComponent)).toEqual(fields)
      }),
    )
  })

  it('is sent for every page', async () => {
    const { client, requests } = observedClient((request) => {
      const skip = Number(new URL(request.url).searchParams.get('skip'))
      return page([{ name: `${skip}` }, { name: `${skip + 1}` }], 6)
    })
    const names = await listProducts(
      client,
      { limit: 2, fields: ['name'] },
      { prefetch: 2 },
    ).toArray()
    expect(names.map(({ name }) => name)).toEqual(['0', '1', '2', '3', '4', '5'])
    expect(requests.length).toBeGreaterThanOrEqual(3)
    for (const { url } of requests) expect(new URL(url).searchParams.get('fields')).toBe('name')
  })
})

describe('an array in the body', () => {
  const filter = { first_name: 'John' }
  const sentBodies = (requests: Request[]) =>
    Promise.all(requests.map((request) => request.clone().json()))

  it('is a property beside the others', async () => {
    const { client, requests } = observedClient(() => page([]))
    await listUsersWithFilters(client, { body: { filter }, fields: ['email', 'level'] })
    expect(await sentBodies(requests)).toEqual([{ filter, fields: ['email', 'level'] }])
    expect(queryOf(requests[0])).toBe('')
  })

  it('is omitted if it is undefined', async () => {
    const { client, requests } = observedClient(() => page([]))
    await listUsersWithFilters(client, { body: { filter } })
    expect(await sentBodies(requests)).toEqual([{ filter }])
  })

  it('is sent for every page, beside the cursor', async () => {
    const { client, requests } = observedClient((_, count) =>
      Response.json({
        status: 'success',
        data: [{ xp: count }],
        ...(count < 3 && { next_cursor: `c${count}` }),
      }),
    )
    const users = await listUsersWithFilters(client, { body: { filter }, fields: ['xp'] }).toArray()
    expect(users).toEqual([{ xp: 1 }, { xp: 2 }, { xp: 3 }])
    const fields = ['xp']
    expect(await sentBodies(requests)).toEqual([
      { filter, fields },
      { filter, fields, cursor: 'c1' },
      { filter, fields, cursor: 'c2' },
    ])
  })
})

it.each([
  ['a string', 'name'],
  ['numbers', [1]],
  ['an object', { 0: 'name' }],
])('rejects %s instead of an array before a request is sent', async (_, fields) => {
  const { client, requests } = observedClient(() => page([]))
  const wrong = { fields } as unknown as { fields: string[] }
  await expect(listProducts(client, wrong)).rejects.toThrow(
    '`fields` must be an array of field names.',
  )
  await expect(listUsersWithFilters(client, { body: { filter: {} }, ...wrong })).rejects.toThrow(
    '`fields` must be an array',
  )
  expect(requests).toHaveLength(0)
})

describe('types', () => {
  const client: Client = observedClient(() => usersPage([])).client

  it('narrow to a literal array', () => {
    const products = () => listProducts(client, { fields: ['name', 'price'] }).orThrow()
    expectTypeOf(products).returns.resolves.toEqualTypeOf<Pick<Product, 'name' | 'price'>[]>()
    const product = () => getProduct(client, { productID, fields: ['stocks'] }).orThrow()
    expectTypeOf(product).returns.resolves.toEqualTypeOf<Pick<Product, 'stocks'>>()
    const constant = ['rankBy'] as const
    const leaderboards = () => listLeaderboards(client, { fields: constant }).orThrow()
    expectTypeOf(leaderboards).returns.resolves.toEqualTypeOf<Pick<Leaderboard, 'rankBy'>[]>()
    const filtered = () =>
      listUsersWithFilters(client, { body: { filter: {} }, fields: ['email'] }).orThrow()
    expectTypeOf(filtered).returns.resolves.toEqualTypeOf<Pick<FilteredUser, 'email'>[]>()
    const call = listProducts(client, { fields: ['name'] })
    expectTypeOf<typeof call>().toExtend<AsyncIterable<Pick<Product, 'name'>>>()
    expectTypeOf<typeof call>().not.toExtend<AsyncIterable<Pick<Product, 'price'>>>()
  })

  it('make every field optional for an array known at run time only', () => {
    const names: string[] = []
    const products = () => listProducts(client, { fields: names }).orThrow()
    expectTypeOf(products).returns.resolves.toEqualTypeOf<Partial<Product>[]>()
    const some: ('name' | 'price')[] = []
    const fewer = () => listProducts(client, { fields: some }).orThrow()
    expectTypeOf(fewer).returns.resolves.toEqualTypeOf<Partial<Product>[]>()
  })

  it('are complete without an array', () => {
    expectTypeOf(() => listProducts(client).orThrow()).returns.resolves.toEqualTypeOf<Product[]>()
    const filtered = () => listUsersWithFilters(client, { body: { filter: {} } }).orThrow()
    expectTypeOf(filtered).returns.resolves.toEqualTypeOf<FilteredUser[]>()
  })

  it('reject a name that the contract does not have, unless names are open', () => {
    // @ts-expect-error a misspelt field
    void listProducts(client, { fields: ['nmae'] })
    // @ts-expect-error one misspelt field among others
    void listLeaderboards(client, { fields: ['name', 'rankby'] })
    void listUsersWithFilters(client, {
      body: { filter: {} },
      fields: ['a_field_of_the_community'],
    })
    // @ts-expect-error `fields` is an input property of its own
    void listUsersWithFilters(client, { body: { filter: {}, fields: ['email'] } })
  })
})
