import { expect, it } from 'vitest'
import { type Document, GenerationError, generate } from '../../src/internal.ts'
import type { Diagnostic } from '../../src/openapi/diagnostic.ts'
import type { GenerateOptions } from '../../src/pipeline/generate.ts'
import type { OutputName } from '../../src/pipeline/outputs.ts'

const ok = { description: 'Fine.', content: { 'application/json': { schema: { type: 'object' } } } }

function document(paths: object, rest: object = {}): Document {
  return {
    openapi: '3.1.0',
    info: { title: 'Test', version: '1' },
    servers: [{ url: 'https://api.example.com' }],
    paths,
    ...rest,
  } as Document
}

// Texts of the outputs of one file, by their names.
async function generated(
  paths: object,
  rest: object = {},
  options: GenerateOptions = {},
): Promise<Partial<Record<OutputName, string>>> {
  const source = document(paths, rest)
  const { files } = await generate({ document: source }, options)
  return Object.fromEntries(files.map(({ output, text }) => [output, text]))
}

it('rejects two operations with the same operationId', async () => {
  const paths = {
    '/a': { get: { operationId: 'same', responses: { 200: ok } } },
    '/b': { get: { operationId: 'same', responses: { 200: ok } } },
  }
  await expect(generated(paths)).rejects.toThrow(
    'two operations have the operationId same; rename one of them',
  )
})

it('groups parameters of the same name by their place, except in the path', async () => {
  const parameters = [
    { name: 'id', in: 'path', required: true, schema: { type: 'string' } },
    { name: 'id', in: 'query', required: true, schema: { type: 'integer' } },
    { name: 'body', in: 'query', description: 'Half.', schema: { type: 'string' } },
    { name: 'query', in: 'query', schema: { type: 'string' } },
    { name: 'limit', in: 'query', schema: { type: 'integer' } },
  ]
  const requestBody = { content: { 'application/json': { schema: { type: 'object' } } } }
  const { operations } = await generated({
    '/a/{id}': { post: { operationId: 'postA', parameters, requestBody, responses: { 200: ok } } },
  })
  expect(operations).toContain(`  parameters: {
    limit: query,
    query: /* @__PURE__ */ parameterGroup({ id: query, body: query, query: query }),
  },
`)
  expect(operations).toContain(`export interface PostAInput extends InputBase {
  id: string
  limit?: number
  /** Parameters in the query with the name of another input: \`id\`, \`body\`, \`query\`. */
  query: {
    id: number
    /** Half. */
    body?: string
    query?: string
  }
`)
})

it('rejects a path parameter with the name of a group', async () => {
  const parameters = ['a', 'query'].map((name) => ({
    ...{ name, in: 'path', required: true, schema: { type: 'string' } },
  }))
  const twice = ['query', 'header'].map((place) => ({ name: 'b', in: place }))
  const rejected = generated({
    '/{a}/{query}': {
      get: { operationId: 'getA', parameters: [...parameters, ...twice], responses: { 200: ok } },
    },
  })
  await expect(rejected).rejects.toBeInstanceOf(GenerationError)
  await expect(rejected).rejects.toThrow('getA has two inputs named query')
})

it('rejects a body of a method that has none, and leaves out an optional one', async () => {
  const content = { 'application/json': { schema: { type: 'object' } } }
  const paths = {
    '/a': {
      get: { operationId: 'getA', requestBody: { required: true, content }, responses: {} },
      head: { operationId: 'headA', requestBody: { content }, responses: { 200: ok } },
    },
  }
  await expect(generated(paths)).rejects.toThrow(
    'getA requires a request body, but HTTP clients send none with GET; use another method',
  )
  const skipped: Diagnostic[] = []
  const { operations } = await generated(paths, {}, { skipped })
  expect(skipped.map(({ message }) => message)).toEqual([
    expect.stringContaining('getA requires a request body'),
    'HTTP clients send no body with HEAD; the request body is left out',
  ])
  expect(operations).toContain('export interface HeadAInput extends InputBase {}')
})

it('assumes a string for a name in the path that no parameter declares', async () => {
  const paths = { '/a/{id}': { get: { operationId: 'getA', responses: { 200: ok } } } }
  await expect(generated(paths)).rejects.toThrow('no parameter declares; a string is assumed')
  const skipped: Diagnostic[] = []
  expect((await generated(paths, {}, { skipped })).operations).toContain('  id: string\n')
  expect(skipped).toHaveLength(1)
})

it('rejects a credential with the name of a client option', async () => {
  const components = { securitySchemes: { fetch: { type: 'http', scheme: 'bearer' } } }
  await expect(generated({}, { components, security: [{ fetch: [] }] })).rejects.toThrow(
    'the security scheme fetch has the name of a client option',
  )
})

it('writes the serializer of each parameter', async () => {
  const parameters = [
    { name: 'tags', in: 'query', explode: false, schema: { type: 'array' } },
    { name: 'filter', in: 'query', style: 'deepObject', schema: { type: 'object' } },
    { name: 'x-trace', in: 'header', schema: { type: 'string' } },
    { name: 'seen', in: 'cookie', schema: { type: 'string' } },
    { name: 'page', in: 'query', schema: { type: ['integer', 'null'] } },
    { name: 'any', in: 'query', schema: {} },
  ]
  const { operations } = await generated({
    '/a': { get: { operationId: 'getA', parameters, responses: { 200: ok } } },
  })
  expect(operations).toContain(`  parameters: {
    tags: queryCommaDelimited,
    filter: queryDeepObject,
    'x-trace': header,
    seen: cookie,
    page: query,
    any: queryObject,
  },
`)
})

it('writes the path of an operation without the fragment that tells it from another', async () => {
  const { operations } = await generated({
    '/a': { get: { operationId: 'getA', responses: { 200: ok } } },
    '/a#link': { get: { operationId: 'getLink', responses: { 200: ok } } },
  })
  expect(operations?.match(/path: .*/g)).toEqual(["path: '/a',", "path: '/a',"])
})

it('writes the host of an operation only where it differs from the first', async () => {
  const { operations, openapiFetch } = await generated({
    '/a': { get: { operationId: 'getA', responses: { 200: ok } } },
    '/b': {
      servers: [{ url: 'https://other.example.com' }],
      get: { operationId: 'getB', responses: { 200: ok } },
    },
  })
  expect(operations?.match(/server: /g)).toHaveLength(1)
  expect(operations).toContain("server: 'https://other.example.com'")
  expect(openapiFetch).toContain("'GET /a': { id: 'getA' },")
  expect(openapiFetch).toContain("'GET /b': { id: 'getB', server: 'https://other.example.com' },")
})

it('writes a table of routes, with the operations that functions cannot express', async () => {
  const parameters = [
    { name: 'id', in: 'path', required: true, 'x-sensitive': true, schema: { type: 'string' } },
    { name: 'id', in: 'query', schema: { type: 'string' } },
  ]
  const securitySchemes = {
    bearer: { type: 'http', scheme: 'bearer' },
    key: { type: 'apiKey', in: 'header', name: 'x-key' },
  }
  const { openapiFetch, client } = await generated(
    {
      '/a': {
        get: { operationId: 'getA', 'x-idempotent': false, responses: { 200: ok } },
        post: { operationId: 'postA', security: [{ bearer: [] }], responses: { 200: ok } },
        put: { operationId: 'putA', security: [], responses: { 200: ok } },
        patch: { 'x-idempotency-key': 'Key', responses: { 200: ok } },
      },
      '/a/{id}': {
        get: { operationId: 'twice', security: [{ key: [] }], parameters, responses: { 200: ok } },
      },
    },
    { components: { securitySchemes }, security: [{ bearer: [] }] },
    { skipped: [] },
  )
  expect(openapiFetch).toContain('security: [[credentials.bearer]],')
  expect(openapiFetch?.match(/^ {4}'.*$/gm)).toEqual([
    "    'GET /a': { id: 'getA', idempotent: false },",
    "    'PUT /a': { id: 'putA', security: [] },",
    "    'POST /a': { id: 'postA' },",
    "    'PATCH /a': { id: 'patchA', idempotent: true, prepare: /* @__PURE__ */ idempotencyKey('Key') },",
    "    'GET /a/{id}': { id: 'twice', security: [[credentials.key]], sensitive: ['id'] },",
  ])
  expect(client).toContain('key?: Credential')
})

it('writes what must not be shown: names of schemes in any place, and sensitive parameters', async () => {
  const schema = { type: 'string' }
  const filter = { type: 'object', properties: { phone: { ...schema, 'x-sensitive': true } } }
  const parameters = [
    { name: 'person', in: 'path', required: true, 'x-sensitive': true, schema },
    { name: 'filter', in: 'query', style: 'deepObject', schema: filter },
    { name: 'page', in: 'query', schema },
  ]
  const securitySchemes = {
    vip: { type: 'apiKey', in: 'query', name: 'Anything' },
    jar: { type: 'apiKey', in: 'cookie', name: 'sid' },
    bearer: { type: 'http', scheme: 'bearer' },
  }
  const security = [{ vip: [] }, { jar: [] }, { bearer: [] }]
  const { operations, client } = await generated(
    { '/a/{person}': { get: { operationId: 'getA', parameters, responses: { 200: ok } } } },
    { components: { securitySchemes }, security },
  )
  expect(operations).toContain("sensitive: ['person', 'filter', 'phone']")
  expect(client).toContain("credentials: ['vip', 'jar', 'bearer']")
  expect(client).toContain("secrets: ['anything', 'sid', 'authorization']")
})

it('finds sensitive members of a recursive schema of a parameter', async () => {
  const person = { $ref: '#/components/schemas/Person' }
  const properties = {
    friends: { type: 'array', items: person },
    contact: { allOf: [{ properties: { phone: { type: 'string', 'x-sensitive': true } } }] },
  }
  const parameters = [{ name: 'person', in: 'query', style: 'deepObject', schema: person }]
  const { operations } = await generated(
    { '/a': { get: { operationId: 'getA', parameters, responses: { 200: ok } } } },
    { components: { schemas: { Person: { type: 'object', properties } } } },
  )
  expect(operations).toContain("sensitive: ['person', 'contact', 'phone']")
})

it('writes the header of an idempotency key, and that the call may be repeated', async () => {
  const { operations } = await generated({
    '/a': {
      post: {
        operationId: 'postA',
        'x-idempotency-key': 'Idempotency-Key',
        responses: { 200: ok },
      },
    },
  })
  expect(operations).toContain('idempotent: true')
  expect(operations).toContain("prepare: /* @__PURE__ */ idempotencyKey('Idempotency-Key')")
})

it.each([
  ['text/event-stream', 'EventCall<GetAResult, string>', 'eventCall'],
  ['application/x-ndjson', 'JsonLinesCall<GetAResult, string, unknown>', 'jsonLinesCall'],
  ['application/json-seq', 'JsonLinesCall<GetAResult, string, unknown>', 'jsonLinesCall'],
  ['application/pdf', 'StreamCall<GetAResult, Blob>', 'streamCall'],
  ['text/plain', 'Call<GetAResult, string>', 'call'],
])('writes a function for a response of %s', async (mediaType, type, call) => {
  const content = { [mediaType]: { schema: { type: 'string' } } }
  const { operations } = await generated({
    '/a': { get: { operationId: 'getA', responses: { 200: { description: 'Fine.', content } } } },
  })
  expect(operations).toContain(
    `): ${type} {\n  return ${call}(client, getAOperation, input, options)`,
  )
})

it.each([
  [1, '1 call'],
  [12, '12 calls'],
])(
  'shows in the editor and in the list how often an operation was observed: %i',
  async (count, calls) => {
    const provenance = {
      status: 'observed',
      source: 'https://api.example.com',
      asOf: '2026-11-30',
      count,
    }
    const get = { operationId: 'getA', responses: { 200: ok }, 'x-provenance': provenance }
    const { operations, reference } = await generated({ '/a': { get } })
    const text = `Observed in ${calls} and not documented (as of 2026-11-30, https://api.example.com).`
    expect(operations).toContain(text)
    expect(operations).not.toContain('@beta')
    expect(reference).toContain(
      `- Provenance: observed (https://api.example.com, ${calls}, last on 2026-11-30)`,
    )
    expect(reference).toContain('1 was observed in calls and is not documented,\n')
  },
)

it('escapes the end of a comment', async () => {
  const description = "*/ throw new Error('escaped') /*"
  const { operations } = await generated({
    '/a': {
      get: { operationId: 'getA', summary: description, description, responses: { 200: ok } },
    },
  })
  expect(operations).not.toContain(description)
  expect(operations).toContain('*\\/ throw')
})

function webhook(name: string, direction: string): object {
  const requestBody = {
    content: { 'application/json': { schema: { $ref: `#/components/schemas/${name}` } } },
  }
  return {
    post: {
      operationId: `on${name}`,
      'x-direction': direction,
      security: [{ hookKey: [] }, {}],
      requestBody,
      responses: { 200: ok },
    },
  }
}

it('types documented payloads of events, and others as unknown', async () => {
  const from = (status: string) => ({
    type: 'object',
    'x-provenance': { status, source: 'https://example.com', asOf: '2026-01-01' },
  })
  const components = {
    schemas: { Seen: from('documented'), Named: from('provisional'), Sent: from('provisional') },
    securitySchemes: { hookKey: { type: 'apiKey', in: 'header', name: 'x-hook-key' } },
  }
  const webhooks = {
    seen: webhook('Seen', 'outgoing'),
    named: webhook('Named', 'outgoing'),
    sent: webhook('Sent', 'incoming'),
  }
  const { webhooks: text } = await generated({}, { components, webhooks })
  expect(text).toContain('  seen: Seen\n')
  expect(text).toContain('  named: unknown\n')
  expect(text).toContain("eventNames: readonly (keyof EventPayloads)[] = ['seen', 'named']")
  expect(text).toContain(
    "seen: { status: 'documented', source: 'https://example.com', asOf: '2026-01-01' }",
  )
  expect(text).toContain('  sent: Sent\n')
  expect(text).toContain("sent: { method: 'POST', security: [[hookKey], []]")
  expect(text).toContain(
    "const hookKey: SecurityScheme = { serialize: header, name: 'x-hook-key', option: 'hookKey' }",
  )
  expect(text).toContain("import type { Seen, Sent } from '@returning-kit/core'")
})

it('writes empty lists for a contract without webhooks', async () => {
  const { webhooks } = await generated({})
  expect(webhooks).not.toContain("from '@returning-kit/core'\n")
  expect(webhooks).toContain('eventNames: readonly (keyof EventPayloads)[] = []')
})

it('imports a schema under another name where the file has a type of its name', async () => {
  const schemas = { F: { type: 'object' }, Call: { type: 'object' }, GetAInput: { type: 'object' } }
  const json = (name: string) => ({
    description: 'A response.',
    content: { 'application/json': { schema: { $ref: `#/components/schemas/${name}` } } },
  })
  const responses = { 200: json('F'), 400: json('Call'), 404: json('GetAInput') }
  const { operations } = await generated(
    { '/a': { get: { operationId: 'getA', responses } } },
    { components: { schemas } },
  )
  expect(operations).toContain(
    `import type {
  Call as CallSchema,
  F as FSchema,
  GetAInput as GetAInputSchema,
} from '../schemas.gen.ts'`,
  )
  expect(operations).toContain('Success<200, FSchema>')
  expect(operations).toContain('Failure<400, CallSchema>')
  expect(operations).toContain('Failure<404, GetAInputSchema>')
})

it('writes one file of functions for each tag', async () => {
  const get = (operationId: string, tag?: string) => ({
    get: { operationId, ...(tag && { tags: [tag] }), responses: { 200: ok } },
  })
  const source = document({
    '/a': get('getA', 'Big Things'),
    '/b': get('getB', 'bigThings'),
    '/c': get('getC', '小さい'),
    '/d': get('getD'),
  })
  const { files } = await generate({ document: source })
  const written = files.filter(({ output }) => output === 'operations')
  const texts = new Map(written.map(({ file, text }) => [file.replace(/^.+generated\//, ''), text]))
  expect([...texts.keys()].filter((file) => file.startsWith('operations/'))).toEqual(
    expect.arrayContaining([
      'operations/big-things.gen.ts',
      'operations/小さい.gen.ts',
      'operations/untagged.gen.ts',
    ]),
  )
  expect(texts.get('operations/big-things.gen.ts')).toMatch(/function getA\([\s\S]+function getB\(/)
})

it('names payloads, items, bodies and errors that have no name in the contract', async () => {
  const item = { type: 'object', properties: { id: { type: 'integer' } } }
  const json = (schema: object) => ({ 'application/json': { schema } })
  const schemas = { GetAData: { type: 'string' } }
  const { operations } = await generated(
    {
      '/a': {
        post: {
          operationId: 'getA',
          requestBody: { required: true, content: json(item) },
          responses: {
            200: { description: 'Fine.', content: json({ ...item, description: 'A payload.' }) },
            202: { description: 'Later.', content: json({ type: 'array', items: { ...item } }) },
            404: { description: 'None.', content: json({ ...item }) },
            default: { $ref: '#/components/responses/Broken' },
          },
        },
      },
    },
    { components: { schemas, responses: { Broken: { content: json({ ...item }) } } } },
  )
  expect(operations).toContain('  body: GetABody\n')
  expect(operations).toContain(`/**
 * A payload.
 *
 * Payload of {@link getA}.
 */
export interface GetAData2 {
  id?: number
}
`)
  expect(operations).toContain('Success<202, GetA202Item[]>')
  expect(operations).toContain('export type GetA202Response = GetA202Item[]')
  expect(operations).toContain('Failure<404, GetA404Error>')
  expect(operations).toContain(', Broken>')
  expect(operations).toContain('): Call<GetAResult, GetAData2 | GetA202Item[]> {')
})

it('writes types for the direction of a schema, and an example that fits', async () => {
  const role = {
    type: 'object',
    required: ['id', 'name', 'secret'],
    properties: {
      id: { type: 'integer', readOnly: true },
      name: { type: 'string' },
      secret: { type: 'string', writeOnly: true },
      icon: { type: 'string', format: 'binary' },
    },
  }
  const schema = { $ref: '#/components/schemas/Role' }
  const json = { 'application/json': { schema, example: { id: 1, name: 'a', secret: 'b' } } }
  const { operations, schemas } = await generated(
    {
      '/a': {
        put: {
          operationId: 'putA',
          requestBody: { required: true, content: json },
          responses: { 200: { description: 'Fine.', content: json } },
        },
      },
      '/b': {
        put: {
          operationId: 'putB',
          requestBody: { content: { 'multipart/form-data': { schema } } },
          responses: { 200: ok },
        },
      },
    },
    { components: { schemas: { Role: role } } },
  )
  expect(schemas).toContain(`export interface Role {
  id: number
  name: string
  secret?: string
  icon?: string
}

export interface RoleWritable {
  name: string
  secret: string
  icon?: string
}

export interface RoleForm {
  name: string
  secret: string
  icon?: Blob
}
`)
  expect(operations).toContain('  body: RoleWritable\n')
  expect(operations).toContain('  body?: RoleForm\n')
  expect(operations).toContain('Success<200, Role>')
  expect(operations).toContain("putA(client, { body: { name: 'a', secret: 'b' } })")
})
