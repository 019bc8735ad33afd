import { join } from 'node:path'
import { expect, it } from 'vitest'
import { writeTypes } from '../../../src/emit/types/types.ts'
import type { Schema } from '../../../src/openapi/document.ts'
import { normalizedDocument, printedByTypeScript } from './typescript-printer.ts'

const root = join(import.meta.dirname, '../../../../..')

// The corpus compares documents of other projects; see test/corpus/types.corpus.ts.
it.each(['openapi/openapi.yaml', 'packages/codegen/test/fixtures/odd.yaml'])(
  'writes the types of %s as TypeScript prints them',
  async (file) => {
    const document = await normalizedDocument(join(root, file))
    expect(writeTypes(JSON.stringify(document))).toBe(printedByTypeScript(document))
  },
)

const text = { type: 'string' }
const schemas: Record<string, Schema> = {
  Strings: {
    enum: ['a"b', "c'd", 'e\\f', 'ü 😀', '\u2028', '\0', '\x001', 'a\tb\nc', '\x7f\x85\x1b'],
  },
  'Names ü "\\': {
    type: 'object',
    properties: { 'ü\u2029': text, '"\\\0': text, '\x001': text, 0: text, '-1': text, a$: text },
  },
  Values: { enum: [1, -2, 1.5, true, false, null, [1, 'a'], [], { a: [{ b: null }] }, {}] },
  Const: { const: { 'a b': [-1, []] } },
  Lists: { type: 'array', items: { type: 'array', items: { type: ['string', 'null'] } } },
  Tuple: { type: 'array', prefixItems: [text, { type: 'object', properties: { a: text } }] },
  None: { type: 'array', prefixItems: [] },
  Both: {
    allOf: [{ anyOf: [text, { type: 'number' }] }, { $ref: '#/components/schemas/Record' }],
    required: ['a'],
  },
  Either: {
    oneOf: [
      {
        allOf: [{ $ref: '#/components/schemas/Both' }, { type: 'object', properties: { b: text } }],
      },
      text,
    ],
  },
  Record: {
    type: 'object',
    properties: { a: { ...text, readOnly: true } },
    additionalProperties: { type: 'array', items: {} },
  },
  Deep: {
    type: 'object',
    properties: { a: { $ref: '#/components/schemas/Lists/items' } },
    patternProperties: { '^b': text },
  },
  Defs: { type: 'object', $defs: { One: { ...text, description: 'One.' } } },
  Told: {
    type: 'object',
    title: ' A title\n  over two lines ',
    description: 'Ends */ here.\r\n\r\n\ttabs\rand\u2028more\u2029on  ',
    properties: {
      a: {
        ...text,
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
  const own = {
    [name]: schema,
    Record: schemas['Record'] as Schema,
    Both: schemas['Both'] as Schema,
    Lists: schemas['Lists'] as Schema,
  }
  const document = {
    openapi: '3.1.0',
    info: { title: 'T', version: '1' },
    paths: {},
    components: { schemas: own },
  }
  expect(writeTypes(JSON.stringify(document))).toBe(printedByTypeScript(document))
})

it('does not let alternatives that only say what is required make a type unknown', () => {
  const properties = { a: text, b: text }
  const hints = [{ required: ['a'] }, { required: ['b'], not: { required: ['a'] } }]
  const Hinted = { type: 'object', properties, anyOf: hints }
  const Shaped = {
    type: 'object',
    properties,
    oneOf: [{ required: ['a'] }, { properties: { c: text } }],
  }
  const Bare = { oneOf: hints }
  const components = { schemas: { Hinted, Shaped, Bare } }
  const written = writeTypes(JSON.stringify({ openapi: '3.1.0', paths: {}, components }))
  expect(written).toContain(
    'Hinted: {\n            a?: string;\n            b?: string;\n        };',
  )
  expect(written).toContain('c?: string;')
  expect(written).toContain('Bare: unknown | unknown;')
})

it('types a parameter that travels as JSON as the value that callers give', () => {
  const schema = { type: 'object', properties: { a: text } }
  const parameters = [{ name: 'filter', in: 'query', content: { 'application/json': { schema } } }]
  const get = { operationId: 'getA', parameters, responses: {} }
  const written = writeTypes(JSON.stringify({ openapi: '3.1.0', paths: { '/a': { get } } }))
  expect(written).toContain('filter?: {\n                    a?: string;\n                };')
})
