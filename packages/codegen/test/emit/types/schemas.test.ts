import { describe, expect, it } from 'vitest'
import { writeSchemas } from '../../../src/emit/types/schemas.ts'
import { normalizeForFunctions } from '../../../src/normalize/for-functions.ts'
import { upgradeDialect } from '../../../src/normalize/upgrade-dialect.ts'
import type { Schema } from '../../../src/openapi/document.ts'
import { compilers } from '../client/compilers.ts'

type Schemas = Record<string, object | boolean>

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` })
const text = { type: 'string' }

function typesOf(schemas: Schemas): string {
  return writeSchemas(
    normalizeForFunctions(
      upgradeDialect({
        openapi: '3.1.0',
        info: { title: 'Test', version: '1' },
        paths: {},
        components: { schemas: schemas as Record<string, Schema> },
      }),
    ),
  )
}

// The type of one schema, without the beginning of its declaration.
const typeOf = (schema: object | boolean, others: Schemas = {}) =>
  typesOf({ X: schema, ...others })
    .split('\n\n')[0]
    ?.trim()
    .replace(/^(?:\/\*\* .* \*\/\n)?export (?:type X = |interface X )/, '')

describe('a schema becomes', () => {
  it.each<[string, object | boolean, string]>([
    ['an open record', { type: 'object' }, '{\n  [name: string]: unknown\n}'],
    [
      'an empty record',
      { type: 'object', additionalProperties: false },
      '{\n  [name: string]: never\n}',
    ],
    ['a record', { additionalProperties: text }, '{\n  [name: string]: string\n}'],
    [
      'a record of patterns',
      { patternProperties: { '^a': text }, additionalProperties: false },
      '{\n  [name: string]: string\n}',
    ],
    [
      'an object whose index signature admits its properties',
      { properties: { a: { type: 'number' } }, additionalProperties: text },
      '{\n  a?: number\n  [name: string]: string | number | undefined\n}',
    ],
    [
      'an object with unknown properties where the index signature would be long',
      { properties: { a: { type: 'number' }, b: { type: 'boolean' } }, additionalProperties: text },
      '{\n  a?: number\n  b?: boolean\n  [name: string]: unknown\n}',
    ],
    ['an object with a required property of any type', { required: ['a'] }, '{\n  a: unknown\n}'],
    ['a nullable array', { type: ['array', 'null'], items: text }, 'string[] | null'],
    ['a nullable enum of 3.0', { ...text, nullable: true, enum: ['a', 'b'] }, "'a' | 'b' | null"],
    ['the enum values of its type', { ...text, enum: ['a', 1, null] }, "'a'"],
    ['constants', { enum: [{ a: [1] }, true] }, '{ a: [1] } | true'],
    ['a tuple', { prefixItems: [text, true], items: false, minItems: 1 }, '[string, unknown?]'],
    ['a tuple of draft 4', { type: 'array', items: [text] }, '[string?, ...unknown[]]'],
    [
      'an array of a union',
      { type: 'array', items: { type: ['string', 'null'] } },
      '(string | null)[]',
    ],
    ['unknown', true, 'unknown'],
    ['never', false, 'never'],
    ['unknown for a type that JSON Schema does not have', { type: 'file' }, 'unknown'],
    [
      'its type, whatever `not` and `if` forbid',
      { ...text, not: { const: 'a' }, if: {}, else: false },
      'string',
    ],
    [
      'its type, whatever alternatives bound',
      { ...text, anyOf: [{ minLength: 1 }, { const: '' }] },
      'string',
    ],
    [
      'an object without its definitions',
      { properties: { a: text }, $defs: { b: text } },
      '{\n  a?: string\n}',
    ],
    [
      'an object with a property called __proto__',
      JSON.parse('{"properties":{"__proto__":{"type":"string"}}}') as object,
      '{\n  __proto__?: string\n}',
    ],
    [
      'one object of combined ones',
      { allOf: [{ properties: { a: text } }, { properties: { b: text } }] },
      '{\n  a?: string\n  b?: string\n}',
    ],
    ['a string for format: binary in JSON', { ...text, format: 'binary' }, 'string'],
  ])('%s', (_, schema, type) => {
    expect(typeOf(schema)).toBe(type)
  })

  it('no alternative of itself', () => {
    const schemas = {
      Tree: { anyOf: [{ type: 'array', items: ref('Tree') }, ref('Leaf')] },
      Leaf: { anyOf: [ref('Tree'), text] },
    }
    expect(typesOf(schemas)).toBe(`export type Tree = Tree[] | string

export type Leaf = Tree | string
`)
  })

  it('an interface that extends the interfaces that it combines', () => {
    const base = {
      type: 'object',
      properties: { a: { ...text, description: 'An a.' }, kind: text },
    }
    expect(
      typeOf(
        { allOf: [ref('Base'), { properties: { b: text } }], required: ['a'] },
        { Base: base },
      ),
    ).toBe(`extends Base {
  b?: string
  /** An a. */
  a: string
}`)
    expect(
      typeOf({ allOf: [ref('Base')], properties: { kind: { const: 'x' } } }, { Base: base }),
    ).toBe("extends Base {\n  kind?: 'x'\n}")
  })

  it('an intersection where an interface would contradict what it extends', () => {
    const base = { type: 'object', properties: { a: text } }
    expect(
      typeOf({ allOf: [ref('Base')], properties: { a: { type: 'number' } } }, { Base: base }),
    ).toBe('Base & { a?: number }')
    expect(
      typeOf({ allOf: [ref('Base'), { type: 'null' }] }, { Base: { anyOf: [base, text] } }),
    ).toBe('Base & null')
  })
})

it('adds the values of a mapping to alternatives, and keeps the enum of one without', () => {
  const pet = (kind: object) => ({ required: ['kind'], properties: { kind } })
  const schemas = { Cat: pet(text), Dog: pet({ enum: ['dog', 'puppy'] }) }
  const mapping = { cat: '#/components/schemas/Cat', dog: 'Dog' }
  const oneOf = [ref('Cat'), ref('Dog')]
  expect(typeOf({ oneOf, discriminator: { propertyName: 'kind', mapping } }, schemas)).toBe(
    "(Cat & { kind: 'cat' }) | Dog",
  )
  expect(typeOf({ oneOf, discriminator: { propertyName: 'kind' } }, schemas)).toBe('Cat | Dog')
})

it('documents what a type cannot express', () => {
  const property = { ...text, description: 'A name.', minLength: 1, pattern: '^a*/$', default: 'a' }
  expect(
    typeOf({
      properties: {
        name: property,
        page: { type: 'integer', minimum: 1, deprecated: true },
        tags: { type: 'array', items: text, uniqueItems: true },
      },
    }),
  ).toBe(`{
  /**
   * A name.
   *
   * @minLength 1
   * @pattern \`^a*\\/$\`
   * @default 'a'
   */
  name?: string
  /**
   * @minimum 1
   * @deprecated
   */
  page?: number
  /** @uniqueItems */
  tags?: string[]
}`)
})

it('wraps lines at 100 columns', () => {
  const values = Array.from({ length: 20 }, (_, index) => `a value ${index}`)
  const long = { ...text, enum: values, description: `${'words of a description '.repeat(8)}end.` }
  const item = { type: 'array', items: { ...long }, minItems: 1 }
  const lines = typesOf({ X: { properties: { long, item, both: { anyOf: [long, item] } } } })
  expect(Math.max(...lines.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100)
  expect(lines).toContain("  long?:\n    | 'a value 0'\n")
  expect(lines).toContain("  item?: (\n    | 'a value 0'\n")
})

describe.each(Object.entries(compilers))('%s compiles', (_, compile) => {
  it('what callers pass and read', async () => {
    const types = typesOf({
      Blob: { type: 'object', properties: { blob: text } },
      'a-b': { anyOf: [ref('1st'), { type: 'object', additionalProperties: ref('a-b') }] },
      '1st': text,
      __proto__: { type: 'object' },
      string: text,
      Empty: { type: 'object' },
      Role: { type: 'object', properties: { id: { ...text, readOnly: true }, name: text } },
    })
    const { errors } = await compile(`${types}
export const values = [{ a: 1 }, { a: [{}] }] satisfies Empty[]
export const nested: AB = { a: { b: 'c' } }
export const blob: Blob = { blob: 'a' }
`)
    expect(errors).toEqual([])
  })
})
