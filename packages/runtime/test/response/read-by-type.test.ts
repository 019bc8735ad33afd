import { call, createContractClient, type Operation, readByType } from '@returning-kit/runtime'
import { describe, expect, it } from 'vitest'

const operation = {
  id: 'exportReport',
  method: 'GET',
  path: '/report',
  read: readByType({
    200: ['application/json', 'text/csv'],
    201: ['application/vnd.api+json'],
    202: [],
    '2XX': ['image/*'],
  }),
} as const satisfies Operation

const several = { ...operation, accept: 'application/json, text/csv;q=0.9, image/*;q=0.9' }

function resultOf(status: number, type: string | undefined, body: BodyInit | null) {
  const headers = { 'content-type': type ?? '' }
  const fetch = async () => new Response(body, { status, headers })
  return call(createContractClient({ server: 'https://api.example.com' }, { fetch }), several)
}

it('reads the media type that alone is accepted', async () => {
  const respond = (type: string, accept: string) => {
    const fetch = async () => new Response('{"a":1}', { headers: { 'content-type': type } })
    const client = createContractClient({ server: 'https://api.example.com' }, { fetch })
    return call(
      client,
      { ...operation, accept: 'application/json, text/csv' },
      {},
      { headers: { accept } },
    )
  }
  expect(await respond('application/xml', 'application/xml')).toMatchObject({ data: '{"a":1}' })
  expect(await respond('application/json', '*/*')).toMatchObject({ data: { a: 1 } })
  expect(await respond('text/html', 'application/xml')).toMatchObject({ data: '{"a":1}' })
  expect(await respond('application/xml', 'application/json')).toMatchObject({ data: { a: 1 } })
})

describe('a success with several media types', () => {
  it.each([
    [200, 'application/json; charset=utf-8', '{"a":1}', { a: 1 }],
    [200, 'text/csv', 'a,b', 'a,b'],
    [200, 'TEXT/CSV;header=present', '1', '1'],
    [200, 'text/plain', 'a,b', 'a,b'],
    [200, undefined, '{"a":1}', { a: 1 }],
    [200, 'application/octet-stream', '{"a":1}', { a: 1 }],
    [201, 'text/plain', '[1]', [1]],
    [202, 'application/json', '{"b":2}', { b: 2 }],
    [202, 'application/json', 'broken', 'broken'],
    [202, 'text/html', '<p>', '<p>'],
    [202, undefined, null, undefined],
    [204, undefined, null, undefined],
  ])('reads a %i of the type %s: %j', async (status, type, body, data) => {
    expect(await resultOf(status, type, body)).toMatchObject({ ok: true, status, data })
  })

  it('returns a file as a Blob with its type', async () => {
    const png = await resultOf(206, 'image/png', 'png')
    expect(png).toMatchObject({ ok: true, data: { size: 3, type: 'image/png' } })
    const undeclared = await resultOf(202, 'application/pdf', 'pdf')
    expect(undeclared).toMatchObject({ ok: true, data: { size: 3, type: 'application/pdf' } })
  })

  it.each([
    [200, 'text/html', '<html>', 'The body is not JSON.'],
    [200, 'application/json', '', 'The body is empty.'],
    [201, 'text/html', '<html>', 'The body is not JSON.'],
  ])('fails if a %i of the type %s is not declared: %j', async (status, type, body, message) => {
    expect(await resultOf(status, type, body)).toMatchObject({
      ok: false,
      status,
      reason: 'body',
      message,
      text: body || undefined,
    })
  })
})

it('accepts JSON unless the operation accepts something else', async () => {
  const sent: unknown[] = []
  const fetch = async (_: string, { headers }: RequestInit) => {
    sent.push(headers)
    return Response.json({})
  }
  const client = createContractClient({ server: 'https://api.example.com' }, { fetch })
  const { read: _, ...json } = operation
  await call(client, json)
  await call(client, { ...json, accept: 'text/csv' })
  await call(client, json, {}, { headers: { Accept: 'text/plain' } })
  expect(sent).toEqual([
    { accept: 'application/json' },
    { accept: 'text/csv' },
    { accept: 'text/plain' },
  ])
})
