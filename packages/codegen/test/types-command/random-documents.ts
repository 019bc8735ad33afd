import fc from 'fast-check'
import type { OpenAPI3 } from 'openapi-typescript'

// Characters that TypeScript, comments or JSON pointers treat in a way of their own.
const odd = fc.constantFrom(
  ...'ab0-_$#/~.+*"\'`\\{}<>&|;:()[] \n\r\t\0\u2028éü😀',
  '${',
  '*/',
  '//',
  '__proto__',
)
const text = fc.array(odd, { maxLength: 6 }).map((parts) => parts.join(''))
// openapi-typescript writes a name with a line break as an identifier, which is no TypeScript.
const name = text.filter((one) => /^.+$/.test(one) && one !== '__proto__')

const annotations = fc.record(
  {
    title: text,
    description: text,
    deprecated: fc.boolean(),
    default: fc.oneof(text, fc.integer()),
    example: fc.jsonValue(),
    format: text,
    nullable: fc.boolean(),
    readOnly: fc.boolean(),
    writeOnly: fc.boolean(),
  },
  { requiredKeys: [] },
)

const value = fc.oneof(text, fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }))

const { schema } = fc.letrec<{ schema: object }>((tie) => ({
  schema: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom({ type: 'string' }, { type: 'number' }, { type: 'null' }, { type: 'boolean' }),
    fc.constantFrom(
      {},
      { type: 'object' },
      { type: ['string', 'null'] },
      { $ref: '#/components/schemas/A' },
    ),
    fc.record({
      enum: fc.array(fc.oneof(value, fc.constant(null), fc.boolean()), { minLength: 1 }),
    }),
    fc.record({
      type: fc.constant('string'),
      enum: fc.array(text, { minLength: 1, maxLength: 4 }),
      'x-enum-varnames': fc.array(name, { maxLength: 3 }),
      'x-enum-descriptions': fc.array(text, { maxLength: 3 }),
    }),
    fc.record({ const: fc.jsonValue() }),
    fc.record(
      {
        type: fc.constant('object'),
        properties: fc.dictionary(
          name,
          fc.tuple(tie('schema'), annotations).map(([one, more]) => ({ ...one, ...more })),
        ),
        required: fc.array(name),
        additionalProperties: fc.oneof(fc.boolean(), tie('schema')),
        patternProperties: fc.dictionary(fc.constant('^x'), tie('schema')),
        $defs: fc.dictionary(name, tie('schema')),
      },
      { requiredKeys: ['type'] },
    ),
    fc.record(
      {
        type: fc.constant('array'),
        items: tie('schema'),
        prefixItems: fc.array(tie('schema'), { maxLength: 3 }),
        minItems: fc.nat(4),
        maxItems: fc.nat(6),
      },
      { requiredKeys: ['type'] },
    ),
    fc.record(
      {
        oneOf: fc.array(tie('schema'), { minLength: 1, maxLength: 3 }),
        anyOf: fc.array(tie('schema'), { minLength: 1, maxLength: 3 }),
        allOf: fc.array(tie('schema'), { minLength: 1, maxLength: 3 }),
        required: fc.array(name),
        discriminator: fc.record({ propertyName: name }),
      },
      { requiredKeys: [] },
    ),
  ),
}))

const parameter = fc.record({
  name,
  in: fc.constantFrom('query', 'header', 'path', 'cookie'),
  required: fc.boolean(),
  schema,
})

const operation = fc.record(
  {
    operationId: name,
    summary: text,
    deprecated: fc.boolean(),
    parameters: fc.array(parameter, { maxLength: 3 }),
    requestBody: fc.record({
      required: fc.boolean(),
      content: fc.dictionary(name, fc.record({ schema }), { maxKeys: 2 }),
    }),
    responses: fc.dictionary(
      fc.constantFrom('200', '4XX', 'default'),
      fc.record({
        description: text,
        content: fc.dictionary(name, fc.record({ schema }), { maxKeys: 2 }),
      }),
    ),
  },
  { requiredKeys: ['responses'] },
)

// openapi-typescript reads these characters of a path as source code; see the test of it.
const segment = text.map((one) => one.replaceAll(/[`\\$]/g, ''))

const path = fc
  .array(fc.oneof(segment, fc.constantFrom('{id}', '{a-b}', '{a}.{b}')), { maxLength: 3 })
  .map((parts) => `/${parts.join('/')}`)

const methods = fc.constantFrom('get', 'put', 'post', 'delete', 'trace')

/** Documents with odd names, texts and combinations of keywords. */
export const randomDocument: fc.Arbitrary<OpenAPI3> = fc
  .record({
    paths: fc.dictionary(path, fc.dictionary(methods, operation, { maxKeys: 2 }), { maxKeys: 3 }),
    schemas: fc.dictionary(name, schema, { maxKeys: 4 }),
    responses: fc.dictionary(name, fc.record({ description: text }), { maxKeys: 2 }),
  })
  .map(
    ({ paths, schemas, responses }) =>
      ({
        openapi: '3.1.0',
        info: { title: 'T', version: '1' },
        paths,
        components: { schemas: { A: { type: 'string' }, ...schemas }, responses },
      }) as unknown as OpenAPI3,
  )
