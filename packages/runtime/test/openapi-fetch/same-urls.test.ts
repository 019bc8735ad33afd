import type { ClientOptions } from 'openapi-fetch'
import { describe, it } from 'vitest'
import { compare, get, seen } from './compare.ts'

describe('methods', () => {
  it.each(['get', 'PUT', 'post', 'Delete', 'options', 'head', 'patch', 'trace'])('%s', (method) =>
    compare(async (client) => seen(await client.request(method, '/a'))),
  )

  it('a GET with a body', () => compare(get('/a', { body: { a: 1 } })))
})

describe('URLs', () => {
  it.each(['/', '/v1/', '/v1'])('a base URL that ends with %s', (end) =>
    compare(async (client, url) => seen(await client.GET('/a', { baseUrl: url + end }))),
  )

  it('a base URL of one call', () =>
    compare(async (client, url) => [
      await seen(await client.GET('/a', { baseUrl: `${url}/v2/` })),
      await seen(await client.GET('/a')),
    ]))

  it.each([undefined, '', '/api'])('a base URL of one call instead of %j', (baseUrl) =>
    compare(async (client, url) => seen(await client.GET('/a', { baseUrl: url })), {
      baseUrl: baseUrl as string,
    }),
  )

  const id = [3, 'a/b']
  const role = { role: 'admin', first: 'A B' }
  const styles = ['{id}', '{id*}', '{.id}', '{.id*}', '{;id}', '{;id*}']
  const values = [5, 'a/b?c#d', true, id, role]
  it.each(styles.flatMap((style) => values.map((value) => [style, value] as const)))(
    'the path %s with %j',
    (style, value) => compare(get(`/users/${style}/x`, { params: { path: { id: value } } })),
  )

  it('several values in one segment', () =>
    compare(get('/a/{x}-{y}.json', { params: { path: { x: 1, y: 'é' } } })))

  it('a path serializer of the client and of a call', async () => {
    const serializer = (end: string) => (path: string, values: Record<string, unknown>) =>
      path.replace('{id}', `[${values['id']}]${end}`)
    const init = { params: { path: { id: 5 } } }
    await compare(get('/users/{id}', init), { pathSerializer: serializer('') })
    await compare(get('/users/{id}', { ...init, pathSerializer: serializer('!') }), {
      pathSerializer: serializer(''),
    })
  })

  const query = {
    text: 'a b&c',
    number: 0,
    flag: false,
    none: null,
    missing: undefined,
    list: [1, 'b c'],
    empty: [],
    object: { a: 1, b: 'x y' },
  }
  it.each([
    undefined,
    { array: { style: 'pipeDelimited', explode: false } },
    { array: { style: 'spaceDelimited', explode: false } },
    { array: { style: 'form', explode: false } },
    { object: { style: 'form', explode: true } },
    { object: { style: 'form', explode: false } },
    { allowReserved: true },
    (values: object) => `?own=${Object.keys(values).length}`,
    () => '',
  ])('the query serializer %j', async (querySerializer) => {
    const serializer = querySerializer as NonNullable<ClientOptions['querySerializer']>
    await compare(get('/a', { params: { query }, querySerializer: serializer }))
    if (serializer) await compare(get('/a', { params: { query } }), { querySerializer: serializer })
  })

  it('a query serializer of the client, changed by a call', () =>
    compare(get('/a', { params: { query }, querySerializer: { allowReserved: true } }), {
      querySerializer: { array: { style: 'pipeDelimited', explode: false } },
    }))

  it('a query that cannot be serialized', () =>
    compare(get('/a', { params: { query: { filter: { a: { b: 1 } } } } })))
})
