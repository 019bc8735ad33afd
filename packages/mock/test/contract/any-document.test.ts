import { expect, it } from 'vitest'
import { type Scenario, startMock } from '../../src/index.ts'

type Json = Readonly<Record<string, unknown>>

function documentOf(paths: Json, others: Json = {}): object {
  return { openapi: '3.1.0', info: { title: 'Any', version: '1' }, paths, ...others }
}

const ok = (content: Json) => ({ responses: { 200: { description: 'Any.', content } } })
const json = (schema: Json, example?: unknown) => ({
  'application/json': { schema, ...(example !== undefined && { example }) },
})
const xml = (example?: unknown) => ({
  'application/xml': {
    schema: { type: 'object', properties: { a: { type: 'string' } } },
    ...(example !== undefined && { example }),
  },
})

async function send(document: object, path: string, init: RequestInit = {}) {
  await using mock = await startMock({ port: 0, document })
  const response = await fetch(mock.url + path, init)
  return {
    status: response.status,
    text: await response.text(),
    headers: response.headers,
    operation: mock.requests[0]?.operation,
  }
}

const post = (body: string, type = 'application/json'): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': type },
  body,
})

it('serves required properties that go one way', async () => {
  const schema = {
    type: 'object',
    required: ['id', 'name', 'secret'],
    properties: {
      id: { type: 'string', readOnly: true },
      name: { type: 'string' },
      secret: { type: 'string', writeOnly: true },
    },
  }
  const sent = { name: 'x', secret: 'fake' }
  const received = { id: '1', name: 'x' }
  const document = documentOf({
    '/items': {
      post: { requestBody: { content: json(schema, sent) }, ...ok(json(schema, received)) },
    },
  })
  const { status, text } = await send(document, '/items', post(JSON.stringify(sent)))
  expect([status, JSON.parse(text)]).toEqual([200, received])
  const incomplete = documentOf({ '/items': { get: ok(json(schema, { id: '1' })) } })
  await expect(startMock({ port: 0, document: incomplete })).rejects.toThrow(/property 'name'/)
})

it.each(['hello', '', null, 5, false])('serves the JSON value %j', async (value) => {
  const document = documentOf({ '/value': { get: ok(json({}, value)) } })
  const { status, text } = await send(document, '/value')
  expect([status, text]).toEqual([200, JSON.stringify(value)])
})

it.each([
  ['a string', '<a>1 &amp; 2</a>', '<a>1 &amp; 2</a>'],
  ['an object', { a: '<1>' }, '<xml><a>&#60;1&#62;</a></xml>'],
  ['nothing', undefined, '<xml><a>string</a></xml>'],
])('serves XML whose example is %s', async (_, example, expected) => {
  const document = documentOf({ '/xml': { get: ok(xml(example)) } })
  const { status, text, headers } = await send(document, '/xml')
  expect([status, text, headers.get('sl-violations')]).toEqual([200, expected, null])
})

it('accepts XML', async () => {
  const document = documentOf({
    '/xml': { post: { requestBody: { required: true, content: xml() }, ...ok(json({}, true)) } },
  })
  expect((await send(document, '/xml', post('<a>1</a>', 'application/xml'))).status).toBe(200)
})

it('does not change a document', async () => {
  const schema = { $ref: '#/components/schemas/Name' }
  const document = documentOf(
    { '/name': { get: ok(json(schema, 'x')) } },
    { components: { schemas: { Name: { type: 'string' } } } },
  )
  const before = structuredClone(document)
  expect((await send(document, '/name')).status).toBe(200)
  expect(document).toEqual(before)
})

it('serves a path that is a reference', async () => {
  const get = { operationId: 'getShared', ...ok(json({}, 'x')) }
  const document = documentOf(
    { '/shared': { $ref: '#/components/pathItems/Shared' } },
    { components: { pathItems: { Shared: { get } } } },
  )
  const { status, operation } = await send(document, '/shared')
  expect([status, operation]).toEqual([200, 'getShared'])
})

it.each([
  ['/bounds?n=1', 422],
  ['/bounds?n=2', 200],
])('serves the booleans of OpenAPI 3.0: %s gets %i', async (path, status) => {
  const bound = { type: 'integer', minimum: 1, exclusiveMinimum: true }
  const properties = {
    n: bound,
    s: { type: 'string', nullable: true },
    nullable: { type: 'boolean' },
    m: { type: 'integer', maximum: 3, exclusiveMaximum: false },
  }
  const get = {
    parameters: [{ name: 'n', in: 'query', schema: bound }],
    ...ok(json({ type: 'object', properties }, { n: 2, s: null, nullable: true, m: 3 })),
  }
  const document = documentOf({ '/bounds': { get } }, { openapi: '3.0.3' })
  expect((await send(document, path)).status).toBe(status)
})

it.each([204, 304])('sends %i without a body, its type and its length', async (status) => {
  const responses = { [status]: { description: 'None.', content: json({}, 'x') } }
  const { text, headers } = await send(documentOf({ '/none': { get: { responses } } }), '/none')
  expect([text, headers.get('content-type'), headers.get('content-length')]).toEqual([
    '',
    null,
    null,
  ])
})

it.each([
  ['no response', '/none', { get: { responses: {} } }],
  [
    'an informational response alone',
    '/early',
    { get: { responses: { 103: { description: 'x' } } } },
  ],
  ['a name that Prism cannot read', '/{constructor}', { get: ok(json({}, 'x')) }],
])('responds with 501 to an operation with %s', async (_, path, pathItem) => {
  const { status } = await send(documentOf({ [path]: pathItem }), path.replace(/\{.*\}/, '1'))
  expect(status).toBe(501)
})

it('sends a scripted status of an operation without a response', async () => {
  const document = documentOf({ '/none': { get: { operationId: 'getNone', responses: {} } } })
  const scenario = { responses: { getNone: [{ status: 503 }] } } as Scenario
  await using mock = await startMock({ port: 0, document, scenario })
  expect((await fetch(`${mock.url}/none`)).status).toBe(503)
  expect((await fetch(`${mock.url}/none`)).status).toBe(501)
})
