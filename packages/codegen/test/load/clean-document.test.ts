import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { parse } from 'yaml'
import { isClean } from '../../src/load/clean-document.ts'
import { parseContract } from '../../src/load/read-contract.ts'
import { ContractSource } from '../../src/load/redocly-source.ts'

const schemas = {
  Pet: {
    type: 'object',
    required: ['kind'],
    discriminator: { propertyName: 'kind', mapping: { cat: '#/components/schemas/Cat' } },
    properties: { kind: { type: 'string' }, owner: { $ref: '#/components/schemas/Owner' } },
    oneOf: [{ $ref: '#/components/schemas/Cat' }],
  },
  Cat: { properties: { lives: { type: 'integer', minimum: 1 }, tags: { items: {} } } },
  Owner: { allOf: [{ $ref: '#/components/schemas/Cat' }], additionalProperties: false },
  Alias: { $ref: '#/components/schemas/Owner', description: 'The same.' },
}
const operation = {
  operationId: 'addPet',
  tags: ['pets'],
  security: [{ token: [] }],
  parameters: [{ $ref: '#/components/parameters/Id' }],
  requestBody: {
    content: { 'application/json': { schema: { $ref: '#/components/schemas/Pet' } } },
  },
  responses: {
    '200': {
      description: 'Added.',
      headers: { 'x-left': { schema: { type: 'integer' } } },
      content: {
        'application/json': {
          schema: { $ref: '#/components/schemas/Alias' },
          examples: { one: { $ref: '#/components/examples/One' } },
        },
      },
      links: { next: { operationId: 'addPet', parameters: { id: '$response.body#/id' } } },
    },
    default: { $ref: '#/components/responses/Error' },
  },
  callbacks: { added: { '{$request.body#/url}': { post: { responses: {} } } } },
}
const document = (openapi: string) => ({
  openapi,
  info: { title: 'Pets', version: '1', license: { name: 'MIT' } },
  servers: [{ url: 'https://{host}', variables: { host: { default: 'a.example' } } }],
  tags: [{ name: 'pets' }],
  paths: { '/pets/{id}': { post: operation }, 'x-note': { $ref: '#/components/schemas/Cat' } },
  components: {
    schemas,
    parameters: { Id: { name: 'id', in: 'path', required: true, schema: { type: 'string' } } },
    responses: { Error: { description: 'An error.' } },
    examples: { One: { value: { kind: 'cat', $ref: '#/components/schemas/Cat' } } },
    securitySchemes: {
      token: { type: 'http', scheme: 'bearer' },
      oauth: {
        type: 'oauth2',
        flows: { clientCredentials: { tokenUrl: 'https://a.example', scopes: { read: 'Reads' } } },
      },
    },
  },
})
const fixture = (name: string) =>
  parse(readFileSync(join(import.meta.dirname, '../fixtures', name), 'utf8')) as object

async function judge(text: string): Promise<{ clean: boolean; problems: unknown[] }> {
  const json = parseContract('/api.json', text)
  if (!json) return { clean: false, problems: [] }
  const lint = new ContractSource('/api.json', { text, json }).lint()
  const problems = await lint.then(
    ({ tolerated, errors }) => [...tolerated, ...errors],
    (error: unknown) => [error],
  )
  return { clean: await isClean(json.document, text), problems }
}

const versions = ['3.0.4', '3.1.1', '3.2.0']

it.each(versions)('needs no Redocly for a document of %s without problems', async (version) => {
  expect(await judge(JSON.stringify(document(version)))).toEqual({ clean: true, problems: [] })
})

type Container = Record<string, unknown>

function containers(node: unknown): Container[] {
  if (typeof node !== 'object' || node === null) return []
  return [node as Container, ...Object.values(node).flatMap(containers)]
}

const references = [
  ...Object.keys(schemas).map((name) => `#/components/schemas/${name}`),
  '#/components/parameters/Id',
  '#/paths/~1pets~1{id}/post/responses/200',
]
const value = fc.oneof(
  fc.constantFrom(null, true, 0, -1, 1.5, '', 'text', [], {}, ['a'], [1], { type: 'string' }),
  fc
    .constantFrom(...references, '#/nowhere', '#/', '#', '#a', '#/components//schemas/Cat', 1)
    .chain(($ref) =>
      fc.constantFrom({ $ref }, { $ref, title: 1 }, { 'x-note': { $ref } }, [{ $ref }]),
    ),
  fc
    .constantFrom(...references, 'Cat', '#/nowhere', 1)
    .map((cat) => ({ discriminator: { propertyName: 'kind', mapping: { cat } } })),
)
const addedKeys = [
  ...['$ref', 'x-note', 'unknown', 'type', 'items', 'schema', 'enum', 'in', 'content', 'default'],
  ...['example', 'examples', 'nullable', 'const', '$anchor', 'minLength', 'exclusiveMinimum'],
  ...['webhooks', 'callbacks', 'security', 'scopes', 'not', 'x-webhooks', '/path', '404'],
]
const change = fc.record({
  at: fc.nat(),
  key: fc.nat(),
  added: fc.option(fc.constantFrom(...addedKeys)),
  value: fc.option(value, { nil: undefined }),
})
const bases = [...versions.map(document), fixture('odd.yaml'), fixture('openapi-3.2.yaml')]

it('reports a document as clean only where Redocly reports nothing', async () => {
  let [clean, unclean] = [0, 0]
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...bases),
      fc.array(change, { maxLength: 2 }),
      async (base, changes) => {
        const changed = structuredClone(base)
        for (const { at, key, added, value } of changes) {
          const all = containers(changed)
          const container = all[at % all.length] as Container
          const keys = Object.keys(container)
          container[added ?? keys[key % keys.length] ?? 'unknown'] = value
        }
        const judged = await judge(JSON.stringify(changed))
        if (judged.clean) expect(judged.problems).toEqual([])
        clean += Number(judged.clean)
        unclean += Number(judged.problems.length > 0)
      },
    ),
    { numRuns: 400 },
  )
  expect(Math.min(clean, unclean)).toBeGreaterThan(40)
}, 60_000)

const title = '"title":"Pets"'

it.each([
  ['a key twice', title, `${title},${title}`],
  ['a reference that leads nowhere', title, `${title},"x-a":{"$ref":"#/nowhere"}`],
  ['a reference to itself', title, `${title},"x-a":{"$ref":"#/info/x-a"}`],
  ['two pointers in one', title, `${title},"x-a":{"$ref":"#/info/x-b#/c"},"x-b#":{"c":{}}`],
  ['a mapping that leads nowhere', '"cat":"#/components/schemas/Cat"', '"cat":"#/nowhere"'],
])('leaves %s to Redocly', async (_, part, replacement) => {
  const text = JSON.stringify(document('3.1.0'))
  const { clean, problems } = await judge(text.replace(part, replacement))
  expect({ clean, isReported: problems.length > 0 }).toEqual({ clean: false, isReported: true })
})
