import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Diagnostic, Document } from '../../../src/internal.ts'
import { compileProject, createEmptyProject } from '../../pipeline/empty-project.ts'
import { compileDocument, type Validators } from './compile-document.ts'

// What Ajv judges otherwise, or cannot compile. The JSON Schema Test Suite has the other cases.
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` })
const kinds = Array.from({ length: 20 }, (_, index) => `kind${index}`)

const arms = Object.fromEntries(
  kinds.map((kind) => [
    kind,
    {
      type: 'object',
      required: ['kind', 'size'],
      properties: { kind: { type: 'string' }, size: { type: 'integer' } },
    },
  ]),
)
const shapes = {
  Circle: {
    type: 'object',
    required: ['shape', 'radius'],
    properties: { shape: { const: 'circle' }, radius: { type: 'number' } },
  },
  Square: {
    type: 'object',
    required: ['shape', 'side'],
    properties: { shape: { enum: ['square', 'box'] }, side: { type: 'number' } },
  },
}

const schemas = {
  Cents: { type: 'number', multipleOf: 0.01 },
  Tenths: { type: 'number', multipleOf: 0.1 },
  Tiny: { type: 'number', multipleOf: 1e-7 },
  ...arms,
  Discriminated: { oneOf: kinds.map(ref), discriminator: { propertyName: 'kind' } },
  Mapped: {
    anyOf: [ref('kind0'), ref('kind1')],
    discriminator: {
      propertyName: 'kind',
      mapping: { first: '#/components/schemas/kind0', '1st': 'kind0' },
    },
  },
  ...shapes,
  Tagged: { oneOf: [ref('Circle'), ref('Square')] },
  NullableTagged: { oneOf: [ref('Circle'), ref('Square'), { type: 'null' }] },
  NullableUnion: { anyOf: [ref('Tagged'), { type: 'null' }] },
  Person: {
    type: 'object',
    required: ['name', 'age'],
    properties: { name: { type: 'string' }, age: { type: 'integer' } },
  },
  checkPerson: { type: 'string' },
  Company: {
    type: 'object',
    required: ['title', 'staff'],
    properties: { title: { type: 'string' }, staff: { type: 'array', items: { type: 'string' } } },
  },
  Owner: { anyOf: [ref('Person'), ref('Company'), { type: 'string', format: 'email' }] },
  Tree: { anyOf: [{ type: 'integer' }, { type: 'array', items: ref('Tree') }] },
  NullableOwner: {
    type: 'object',
    properties: { owner: { anyOf: [ref('Owner'), { type: 'null' }] } },
  },
  Anything: true,
  Nothing: false,
  NoItems: { type: 'array', items: { not: {} } },
  NoValues: { type: 'object', additionalProperties: { not: true } },
  Booleans: {
    type: 'object',
    properties: { any: true, none: false },
    patternProperties: { '^x-': false },
    additionalProperties: true,
    not: false,
  },
  Objects: { type: 'object', enum: [{ a: 1 }, { b: [2] }, JSON.parse('{"__proto__":1}')] },
  Tuple: { type: 'array', items: [{ type: 'string' }, { type: 'number' }], additionalItems: false },
  Int64: { type: 'integer', format: 'int64', minimum: 0 },
  Int32: { type: ['integer', 'null'], format: 'int32' },
  Unknown: { type: 'string', format: 'color' },
  Closed: {
    type: 'object',
    required: ['a'],
    additionalProperties: false,
    dependentRequired: { b: ['c'] },
  },
  Unrestricted: { properties: { a: { minLength: 0 } }, prefixItems: [{ minItems: 0 }] },
  Contradictory: { const: 1, enum: [2, 3] },
  ObjectEnum: { enum: [1, 'a'], additionalProperties: true },
  Inherited: {
    type: 'object',
    required: ['constructor', 'toString'],
    properties: { constructor: { type: 'string' }, toString: { type: 'number' } },
    additionalProperties: false,
  },
  ...(JSON.parse(
    '{"__proto__":{"type":"object","properties":{"__proto__":{"type":"string"}}}}',
  ) as object),
}

const document = (openapi: string, all: object): Document =>
  ({
    openapi,
    info: { title: 'Cases', version: '1' },
    paths: {},
    components: { schemas: all },
  }) as unknown as Document

let folder: string
let validators: Validators
const skipped: Diagnostic[] = []

beforeAll(async () => {
  folder = await createEmptyProject()
  validators = await compileDocument(document('3.1.0', schemas), join(folder, 'cases'), skipped)
}, 120_000)
afterAll(() => rm(folder, { recursive: true }))

const accepted = (name: string, values: readonly unknown[]) =>
  values.filter((value) => validators[name]?.is(value))

const issues = (name: string, value: unknown) =>
  (validators[name]?.['~standard'].validate(value).issues ?? []).map(({ message }) => message)

it('generates code for every schema, and it compiles', { timeout: 60_000 }, async () => {
  expect(skipped.map(({ message }) => message)).toEqual([
    expect.stringContaining('Tree is an array of itself'),
  ])
  expect(await compileProject(folder)).toBe('')
})

it('rejects a required property that a closed object does not list', () => {
  expect(accepted('Closed', [{}, { a: 1 }, { a: 1, b: 2, c: 3 }])).toEqual([])
})

it('accepts nothing where `const` and `enum` differ', () => {
  expect(accepted('Contradictory', [1, 2, 3])).toEqual([])
})

it('takes multiples as decimals', () => {
  const cents = [0.07, 0.29, 19.99, 0, -1.01, 1e15]
  expect(accepted('Cents', [...cents, 0.075, 1e-3])).toEqual(cents)
  expect(accepted('Tenths', [0.3, 0.7, 1.1, 0.35])).toEqual([0.3, 0.7, 1.1])
  expect(accepted('Tiny', [3e-7, 1, 0.123_456_7, 1e-8])).toEqual([3e-7, 1, 0.123_456_7])
})

describe('a union with a discriminator', () => {
  it('has one issue for one wrong property', () => {
    expect(issues('Discriminated', { kind: 'kind7', size: 1 })).toEqual([])
    expect(issues('Discriminated', { kind: 'kind7', size: 'big' })).toEqual([
      'size must be an integer, received string',
    ])
  })

  it('has one issue for an unknown or missing tag, or another type', () => {
    expect(issues('Mapped', { kind: 'third', size: 1 })).toEqual([
      'kind must be "first", "1st" or "kind1", received string',
    ])
    expect(issues('Mapped', { size: 1 })).toEqual(['kind must be present, received undefined'])
    expect(issues('Mapped', [])).toEqual(['The value must be an object, received array'])
  })

  it('follows its mapping, and the names of the others', () => {
    const values = ['first', '1st', 'kind0', 'kind1'].map((kind) => ({ kind, size: 1 }))
    expect(accepted('Mapped', values)).toEqual([values[0], values[1], values[3]])
  })
})

describe('a union without a discriminator', () => {
  it('finds the alternative by a constant property', () => {
    expect(
      accepted('Tagged', [
        { shape: 'circle', radius: 1 },
        { shape: 'box', side: 2 },
      ]),
    ).toHaveLength(2)
    expect(issues('Tagged', { shape: 'box', side: '2' })).toEqual([
      'side must be a number, received string',
    ])
    expect(issues('Tagged', { shape: 'line' })).toEqual([
      'shape must be "circle", "square" or "box", received string',
    ])
  })

  it.each(['NullableTagged', 'NullableUnion'])('may accept null: %s', (name) => {
    expect(accepted(name, [null, { shape: 'circle', radius: 1 }, {}, 1])).toHaveLength(2)
    expect(issues(name, { shape: 'box', side: '2' })).toEqual([
      'side must be a number, received string',
    ])
  })

  it('reports the closest alternative', () => {
    expect(issues('Owner', { name: 'Ada', age: 'old' })).toEqual([
      'age must be an integer, received string',
    ])
    expect(issues('Owner', { title: 'Engines', staff: ['Ada', 1] })).toEqual([
      'staff.1 must be a string, received number',
    ])
    expect(issues('Owner', 'ada')).toEqual(['The value must be a valid email, received string'])
    expect(issues('Owner', 7)).toEqual([
      'The value must be one of the alternatives, received number',
    ])
    expect(issues('NullableOwner', { owner: { name: 'Ada' } })).toEqual([
      'owner.age must be present, received undefined',
    ])
  })

  it('takes linear time for recursive alternatives', () => {
    let tree: unknown = 'leaf'
    for (let depth = 0; depth < 200; depth += 1) tree = [tree]
    expect(issues('Tree', tree)).toHaveLength(1)
  })
})

it('compiles booleans as schemas anywhere', () => {
  expect(accepted('Anything', [1, null, {}])).toHaveLength(3)
  expect(accepted('Nothing', [1, null, {}])).toHaveLength(0)
  expect(accepted('NoItems', [[], [1]])).toEqual([[]])
  expect(accepted('NoValues', [{}, { a: 1 }])).toEqual([{}])
  expect(accepted('Booleans', [{ any: 1, other: 2 }, { none: 1 }, { 'x-a': 1 }])).toHaveLength(1)
})

it('compares objects of an enum deeply', () => {
  const values = [{ a: 1 }, { b: [2] }, JSON.parse('{"__proto__":1}')]
  expect(accepted('Objects', [...values, { a: 2 }, {}, 'a', { b: [2, 3] }])).toEqual(values)
})

it('reads an array of schemas in `items` as those of the first items', () => {
  expect(accepted('Tuple', [['a', 1], ['a'], [1, 'a'], ['a', 1, 2]])).toEqual([['a', 1], ['a']])
})

it('checks the range of integers, and accepts bigints where numbers are too small', () => {
  expect(accepted('Int64', [1, 2n ** 62n, 2n ** 63n, -1n, 1.5, '1'])).toEqual([1, 2n ** 62n])
  expect(accepted('Int32', [2 ** 31 - 1, null, 2 ** 31, 1n])).toEqual([2 ** 31 - 1, null])
  expect(issues('Int32', 2 ** 31)).toEqual(['The value must be a 32-bit integer, received number'])
})

it('does not check an unknown format', () => {
  expect(accepted('Unknown', ['anything', 1])).toEqual(['anything'])
})

it('ignores inherited properties', () => {
  const own = { constructor: 'a', toString: 1 }
  expect(accepted('Inherited', [own, {}, { ...own, other: 1 }])).toEqual([own])
})

it('compiles a schema and a property that are called __proto__', () => {
  const valid: unknown = JSON.parse('{"__proto__":"a"}')
  const invalid: unknown = JSON.parse('{"__proto__":1}')
  expect(accepted('__proto__', [valid, invalid])).toEqual([valid])
})

it('ignores keywords beside $ref in OpenAPI 3.0, and reads them in 3.1', async () => {
  const all = {
    Name: { type: 'string' },
    Short: { ...ref('Name'), maxLength: 2, description: 'Short.' },
    Optional: { ...ref('Name'), nullable: true },
  }
  const [old, current] = [
    await compileDocument(document('3.0.3', all), join(folder, 'old')),
    await compileDocument(document('3.1.0', all), join(folder, 'current')),
  ]
  expect([old['Short']?.is('long'), current['Short']?.is('long')]).toEqual([true, false])
  expect([old['Optional']?.is(null), old['Optional']?.is(1)]).toEqual([true, false])
})

it('requires no property that only the other direction has', async () => {
  const Role = {
    type: 'object',
    required: ['id', 'name', 'secret'],
    properties: {
      id: { type: 'string', readOnly: true },
      name: { type: 'string' },
      secret: { type: 'string', writeOnly: true },
    },
  }
  const content = { 'application/json': { schema: ref('Role') } }
  const paths = {
    '/roles': {
      post: {
        operationId: 'createRole',
        requestBody: { required: true, content },
        responses: { 200: { description: 'Created.', content } },
      },
    },
  }
  const cwd = join(folder, 'directions')
  await compileDocument({ ...document('3.1.0', { Role }), paths } as unknown as Document, cwd)
  const { createRoleSchemas } = (await import(join(cwd, 'validators/operations.gen.ts'))) as Record<
    string,
    { input: Validators[string]; responses: Validators }
  >
  const isInput = (body: object) => createRoleSchemas?.input?.is({ body })
  expect([isInput({ name: 'a', secret: 'b' }), isInput({ name: 'a' })]).toEqual([true, false])
  const isAnswer = (body: object) => createRoleSchemas?.responses['200']?.is(body)
  expect([isAnswer({ id: '1', name: 'a' }), isAnswer({ name: 'a' })]).toEqual([true, false])
})

it.each([
  ['a type', { type: 'strin' }, 'type "strin" is not a type'],
  ['a pattern', { pattern: '(' }, 'the pattern ( is not a regular expression'],
  ['a reference', ref('Missing'), 'its reference #/components/schemas/Missing cannot be resolved'],
  ['a circular reference', ref('Wrong'), 'its reference refers to itself'],
  ['a schema', { not: 1 }, 'it is neither an object nor a boolean'],
])('refuses %s that is not valid, with its location', async (part, schema, problem) => {
  const diagnostics: Diagnostic[] = []
  const all = { Wrong: schema, Fine: { type: 'string' } }
  const compiled = await compileDocument(document('3.1.0', all), join(folder, part), diagnostics)
  expect(Object.keys(compiled)).toEqual(['Fine'])
  expect(diagnostics.map(({ message }) => message)).toContain(
    `the schema Wrong has no validator: ${problem}`,
  )
  expect(diagnostics[0]?.pointer).toMatch(/^#\/components\/schemas\/Wrong/)
})
