import { call, createContractClient, type Operation, readHeaders } from '@returning-kit/runtime'
import { expect, it } from 'vitest'

const operation = {
  id: 'listThings',
  method: 'GET',
  path: '/things',
  readHeaders: readHeaders({
    Link: 'string',
    'X-Total': 'number',
    'X-Last': 'boolean',
    'X-Ids': ['number'],
    'X-Tags': ['string'],
    'X-Page': 'json',
  }),
} as const satisfies Operation

async function headersOf(headers: Record<string, string>, status = 200): Promise<unknown> {
  const fetch = async () => Response.json({}, { status, headers })
  const client = createContractClient(
    { server: 'https://api.example.com' },
    { fetch, retry: false },
  )
  const result = await call(client, operation)
  return (result as { headers?: unknown }).headers
}

it('returns the declared headers of a success and of a failure', async () => {
  const sent = {
    link: '</a>; rel=next',
    'x-total': '12',
    'x-last': 'False',
    'x-ids': '1, 2,3',
    'x-tags': 'a,b',
    'x-page': '{"size":5}',
  }
  const expected = {
    Link: '</a>; rel=next',
    'X-Total': 12,
    'X-Last': false,
    'X-Ids': [1, 2, 3],
    'X-Tags': ['a', 'b'],
    'X-Page': { size: 5 },
  }
  expect(await headersOf(sent)).toEqual(expected)
  expect(await headersOf(sent, 404)).toEqual(expected)
})

it.each([
  ['x-total', 'many', 'X-Total'],
  ['x-total', '', 'X-Total'],
  ['x-last', '1', 'X-Last'],
  ['x-ids', '1,b', 'X-Ids'],
  ['x-page', '{', 'X-Page'],
  ['x-other', 'a', 'Link'],
])('has undefined for a header that is not as declared: %s: %s', async (name, value, declared) => {
  expect(await headersOf({ [name]: value })).toHaveProperty([declared], undefined)
})

it('adds no headers to the result of an operation that declares none', async () => {
  const fetch = async () => Response.json({})
  const { readHeaders: _, ...plain } = operation
  const client = createContractClient({ server: 'https://api.example.com' }, { fetch })
  expect(await call(client, plain)).not.toHaveProperty('headers')
})
