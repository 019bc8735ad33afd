import fc from 'fast-check'

/** A JSON Schema with a way to make values of it. */
export interface RandomSchema {
  readonly schema: Record<string, unknown>
  readonly value: fc.Arbitrary<unknown>
}

const names = ['id', 'name', 'state', 'total', 'parts', 'owner'] as const

const strings: fc.Arbitrary<RandomSchema> = fc.constantFrom<RandomSchema>(
  { schema: { type: 'string' }, value: fc.string() },
  {
    schema: { type: 'string', minLength: 2, maxLength: 4 },
    value: fc.string({ minLength: 2, maxLength: 2 }),
  },
  { schema: { type: 'string', pattern: '^[a-c]+$' }, value: fc.constantFrom('a', 'abc', 'cc') },
  { schema: { enum: ['open', 'closed', 7] }, value: fc.constantFrom('open', 'closed', 7) },
  {
    schema: { type: 'string', format: 'date' },
    value: fc.constantFrom('2026-01-31', '2024-02-29'),
  },
  { schema: { type: 'string', format: 'uuid' }, value: fc.uuid() },
  { schema: { type: ['string', 'null'] }, value: fc.option(fc.string()) },
)

const numbers: fc.Arbitrary<RandomSchema> = fc.constantFrom<RandomSchema>(
  { schema: { type: 'integer' }, value: fc.integer() },
  { schema: { type: 'number', minimum: 0 }, value: fc.double({ min: 0, max: 1e6, noNaN: true }) },
  {
    schema: { type: 'integer', exclusiveMaximum: 10, multipleOf: 2 },
    value: fc.constantFrom(-4, 0, 8),
  },
  { schema: { const: 3 }, value: fc.constant(3) },
  { schema: { type: 'boolean' }, value: fc.boolean() },
)

function arrays(items: fc.Arbitrary<RandomSchema>): fc.Arbitrary<RandomSchema> {
  return fc
    .record({ items, minItems: fc.constantFrom(0, 1), maxItems: fc.constantFrom(3, 5) })
    .map(({ items: { schema, value }, minItems, maxItems }) => ({
      schema: { type: 'array', items: schema, minItems, maxItems },
      value: fc.array(value, { minLength: minItems, maxLength: 3 }),
    }))
}

function objects(member: fc.Arbitrary<RandomSchema>): fc.Arbitrary<RandomSchema> {
  const properties = fc.dictionary(fc.constantFrom(...names), member, { minKeys: 1, maxKeys: 4 })
  return fc
    .record({ properties, seed: fc.nat(15), isClosed: fc.boolean() })
    .map(({ properties: all, seed, isClosed }) => {
      const keys = Object.keys(all)
      const required = keys.filter((_, index) => (seed >> index) % 2 === 1)
      return {
        schema: {
          type: 'object',
          properties: Object.fromEntries(keys.map((key) => [key, all[key]?.schema])),
          ...(required.length > 0 && { required }),
          ...(isClosed && { additionalProperties: false }),
        },
        value: fc.record(
          Object.fromEntries(keys.map((key) => [key, all[key]?.value as fc.Arbitrary<unknown>])),
          { requiredKeys: required },
        ),
      }
    })
}

function maps(member: fc.Arbitrary<RandomSchema>): fc.Arbitrary<RandomSchema> {
  return member.map(({ schema, value }) => ({
    schema: { type: 'object', additionalProperties: schema },
    value: fc.dictionary(fc.constantFrom('alice', 'b0b', 'c@example.com'), value, { maxKeys: 3 }),
  }))
}

// Arms with a discriminator.
function unions(member: fc.Arbitrary<RandomSchema>): fc.Arbitrary<RandomSchema> {
  return fc.tuple(member, member).map(([left, right]) => {
    const arm = (kind: string, { schema }: RandomSchema) => ({
      type: 'object',
      properties: { kind: { const: kind }, [`${kind}Value`]: schema },
      required: ['kind', `${kind}Value`],
    })
    const of = (kind: string, { value }: RandomSchema) =>
      fc.record({ kind: fc.constant(kind), [`${kind}Value`]: value })
    return {
      schema: { oneOf: [arm('left', left), arm('right', right)] },
      value: fc.oneof(of('left', left), of('right', right)),
    }
  })
}

function intersections(member: fc.Arbitrary<RandomSchema>): fc.Arbitrary<RandomSchema> {
  return fc.tuple(member, member).map(([base, more]) => ({
    schema: {
      allOf: [
        { type: 'object', properties: { base: base.schema }, required: ['base'] },
        { properties: { more: more.schema } },
      ],
    },
    value: fc.record({ base: base.value, more: more.value }, { requiredKeys: ['base'] }),
  }))
}

/** Schemas of all kinds, nested. */
export const randomSchema: fc.Arbitrary<RandomSchema> = fc.letrec<{ node: RandomSchema }>((tie) => {
  const node = tie('node')
  return {
    node: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      strings,
      numbers,
      objects(node),
      arrays(node),
      maps(node),
      unions(node),
      intersections(node),
    ),
  }
}).node

/** Returns a contract with one operation that responds with a component. */
export function contractOf(schema: object) {
  return {
    openapi: '3.1.0',
    info: { title: 'Random', version: '1' },
    paths: {
      '/thing': {
        get: {
          operationId: 'getThing',
          responses: {
            200: {
              description: 'It.',
              content: { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } },
            },
          },
        },
      },
    },
    components: { schemas: { Thing: schema } },
  }
}

/** Values of all kinds, to be planted where they do not belong. */
export const intruder: fc.Arbitrary<unknown> = fc.constantFrom<unknown>(
  null,
  true,
  7,
  7.5,
  -3,
  'x',
  'intruder',
  '',
  [],
  [null],
  {},
  { stranger: 1 },
  undefined,
)
