import { join } from 'node:path'
import { astToString, type OpenAPI3, transformSchema } from 'openapi-typescript'
import ts from 'typescript'
import { expect, it } from 'vitest'
import { contextOf, writeTypes } from '../../../src/emit/types/types.ts'
import { readContract } from '../../../src/load/read-contract.ts'
import { normalizeForOpenapiTypescript } from '../../../src/normalize/for-openapi-typescript.ts'
import { hoistSchemas } from '../../../src/normalize/hoist-schemas.ts'
import { upgradeDialect } from '../../../src/normalize/upgrade-dialect.ts'
import type { Document, Schema } from '../../../src/openapi/document.ts'

const root = join(import.meta.dirname, '../../../../..')

// Prints with the TypeScript compiler instead of the stand-in.
function printedByTypeScript(document: Document): string {
  const source = normalizeForOpenapiTypescript(structuredClone(document)) as unknown as OpenAPI3
  const blob = ts.factory.createTypeReferenceNode('Blob')
  return astToString(transformSchema(source, contextOf(source, blob)))
}

const examples = 'packages/codegen/node_modules/@readme/oas-examples'

it.each([
  'openapi/openapi.yaml',
  'packages/codegen/test/fixtures/odd.yaml',
  'packages/codegen/node_modules/@figma/rest-api-spec/openapi/openapi.yaml',
  'packages/codegen/node_modules/@scalar/galaxy/dist/3.1.yaml',
  `${examples}/3.1/json/readme.json`,
  `${examples}/3.1/json/schema-types.json`,
  `${examples}/3.1/json/webhooks.json`,
  `${examples}/3.0/json/discriminators.json`,
  `${examples}/3.0/json/polymorphism.json`,
  `${examples}/3.0/json/star-trek.json`,
])('writes the types of %s as TypeScript prints them', async (file) => {
  const document = upgradeDialect(hoistSchemas((await readContract(join(root, file))).document))
  expect(writeTypes(document)).toBe(printedByTypeScript(document))
})

const string = { type: 'string' }
const schemas: Record<string, Schema> = {
  Strings: {
    enum: ['a"b', "c'd", 'e\\f', 'ü 😀', '\u2028', '\0', '\x001', 'a\tb\nc', '\x7f\x85\x1b'],
  },
  'Names ü "\\': {
    type: 'object',
    properties: {
      'ü\u2029': string,
      '"\\\0': string,
      '\x001': string,
      0: string,
      '-1': string,
      a$: string,
    },
  },
  Values: { enum: [1, -2, 1.5, true, false, null, [1, 'a'], [], { a: [{ b: null }] }, {}] },
  Const: { const: { 'a b': [-1, []] } },
  Lists: { type: 'array', items: { type: 'array', items: { type: ['string', 'null'] } } },
  Tuple: { type: 'array', prefixItems: [string, { type: 'object', properties: { a: string } }] },
  None: { type: 'array', prefixItems: [] },
  Both: {
    allOf: [{ anyOf: [string, { type: 'number' }] }, { $ref: '#/components/schemas/Record' }],
    required: ['a'],
  },
  Either: {
    oneOf: [
      {
        allOf: [
          { $ref: '#/components/schemas/Both' },
          { type: 'object', properties: { b: string } },
        ],
      },
      string,
    ],
  },
  Record: {
    type: 'object',
    properties: { a: { ...string, readOnly: true } },
    additionalProperties: { type: 'array', items: {} },
  },
  Deep: {
    type: 'object',
    properties: { a: { $ref: '#/components/schemas/Lists/items' } },
    patternProperties: { '^b': string },
  },
  Defs: { type: 'object', $defs: { One: { ...string, description: 'One.' } } },
  Described: {
    type: 'object',
    title: ' A title\n  over two lines ',
    description: 'Ends */ here.\r\n\r\n\ttabs\rand\u2028more\u2029on  ',
    properties: {
      a: {
        ...string,
        description: 'a\n\n  b',
        default: '',
        example: { a: ['*/'] },
        examples: [1, 'x\ny'],
        deprecated: true,
      },
    },
  },
}

it.each(Object.entries(schemas))('prints %s as TypeScript does', (name, schema) => {
  const referenced = {
    [name]: schema,
    Record: schemas['Record'] as Schema,
    Both: schemas['Both'] as Schema,
    Lists: schemas['Lists'] as Schema,
  }
  const document = {
    openapi: '3.1.0',
    info: { title: 'T', version: '1' },
    paths: {},
    components: { schemas: referenced },
  }
  expect(writeTypes(document)).toBe(printedByTypeScript(document))
})

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    for (const property of Object.values(value)) deepFreeze(property)
    Object.freeze(value)
  }
  return value
}

it('does not change the document', async () => {
  const { document } = await readContract(join(root, 'openapi/openapi.yaml'))
  const copy = structuredClone(document)
  writeTypes(deepFreeze(copy))
  expect(copy).toEqual(document)
})

it('does not write discriminators into the document', () => {
  const pet = { type: 'object', required: ['kind'], properties: { kind: string } }
  const discriminated: Record<string, Schema> = {
    Pet: {
      ...pet,
      discriminator: { propertyName: 'kind', mapping: { other: '#/components/schemas/Cat' } },
    },
    Cat: { allOf: [{ $ref: '#/components/schemas/Pet' }] },
  }
  const document = {
    openapi: '3.1.0',
    info: { title: 'T', version: '1' },
    paths: {},
    components: { schemas: discriminated },
  }
  const before = JSON.stringify(document)
  expect(writeTypes(deepFreeze(document))).toContain('kind: "other"')
  expect(JSON.stringify(document)).toBe(before)
})

it('ignores alternatives that only list required properties', () => {
  const properties = { a: string, b: string }
  const requirements = [{ required: ['a'] }, { required: ['b'], not: { required: ['a'] } }]
  const Restricted = { type: 'object', properties, anyOf: requirements }
  const Shaped = {
    type: 'object',
    properties,
    oneOf: [{ required: ['a'] }, { properties: { c: string } }],
  }
  const Bare = { oneOf: requirements }
  const written = writeTypes({
    openapi: '3.1.0',
    paths: {},
    components: { schemas: { Restricted, Shaped, Bare } },
  } as never)
  expect(written).toContain(
    'Restricted: {\n            a?: string;\n            b?: string;\n        };',
  )
  expect(written).toContain('c?: string;')
  expect(written).toContain('Bare: unknown | unknown;')
})

it('types a parameter that is serialized as JSON as its value', () => {
  const schema = { type: 'object', properties: { a: string } }
  const parameters = [{ name: 'filter', in: 'query', content: { 'application/json': { schema } } }]
  const get = { operationId: 'getA', parameters, responses: {} }
  const written = writeTypes({ openapi: '3.1.0', paths: { '/a': { get } } } as never)
  expect(written).toContain('filter?: {\n                    a?: string;\n                };')
})
