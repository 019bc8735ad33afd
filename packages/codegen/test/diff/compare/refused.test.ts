import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { compareDocuments } from '../../../src/diff/compare/documents.ts'
import type { Document, Schema } from '../../../src/openapi/document.ts'

const names = ['a', 'b', 'c'] as const
const scalar = fc.constantFrom<Schema>(
  { type: 'string' },
  { type: 'string', maxLength: 1 },
  { type: 'string', pattern: '^x' },
  { type: ['string', 'null'] },
  { enum: ['x', 'y'] },
  { const: 'x' },
  { type: 'integer' },
  { type: 'integer', minimum: 1 },
  { type: 'number', exclusiveMaximum: 2 },
  { type: 'boolean' },
  { type: 'null' },
)

const { schema } = fc.letrec<{ schema: Schema }>((tie) => {
  const some = fc.array(tie('schema'), { minLength: 1, maxLength: 3 })
  return {
    schema: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      scalar,
      fc.record({
        type: fc.constant('object'),
        properties: fc.dictionary(fc.constantFrom(...names), tie('schema'), { minKeys: 1 }),
        required: fc.subarray([...names]),
      }),
      fc.record({ type: fc.constant('array'), items: tie('schema') }),
      some.map((anyOf): Schema => ({ anyOf })),
      some.map((allOf): Schema => ({ allOf })),
      fc.constant<Schema>({ $ref: '#/components/schemas/Shared' }),
    ),
  }
})

// Returns a schema in which one of the inner schemas is another one. No object gets more properties:
// whether a caller sends those that are not described is not known.
function replaceOne(node: unknown, position: number, replacement: Schema): unknown {
  let index = 0
  const visit = (value: unknown, isSchema: boolean): unknown => {
    if (isSchema && index++ === position) return replacement
    if (Array.isArray(value)) return value.map((item) => visit(item, true))
    if (typeof value !== 'object' || value === null) return value
    const entries = Object.entries(value).map(([key, inner]) => {
      if (key === 'properties') {
        const properties = Object.entries(inner as object)
        return [key, Object.fromEntries(properties.map(([name, one]) => [name, visit(one, true)]))]
      }
      return [
        key,
        ['items', 'anyOf', 'allOf'].includes(key) ? visit(inner, key === 'items') : inner,
      ]
    })
    return Object.fromEntries(entries)
  }
  return visit(node, true)
}

const value = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.constantFrom('x', 'y', 'z', 'xx', '', 1, 0, 2.5, -3, true, null),
    fc.dictionary(fc.constantFrom(...names), tie('value')),
    fc.array(tie('value'), { maxLength: 2 }),
  ),
})).value

function documentWith(body: unknown, Shared: Schema): Document {
  const content = { 'application/json': { schema: body as Schema } }
  const post = { operationId: 'send', requestBody: { required: true, content }, responses: {} }
  return {
    openapi: '3.1.0',
    info: { title: 'Test', version: '1' },
    paths: { '/': { post } },
    components: { schemas: { Shared } },
  }
}

function serverOf(document: Document): (body: unknown) => boolean {
  // To compile the metaschema would take longer than all else here.
  const ajv = new Ajv2020({ strict: false, validateFormats: false, validateSchema: false })
  ajv.addSchema(JSON.parse(JSON.stringify(document).replaceAll('"#/', '"contract#/')), 'contract')
  const pointer = 'contract#/paths/~1/post/requestBody/content/application~1json/schema'
  return (body) => ajv.validate(pointer, body)
}

it('reports as major whatever makes a server refuse a body that it accepted', {
  timeout: 60_000,
}, () => {
  fc.assert(
    fc.property(
      schema,
      scalar,
      scalar,
      fc.nat({ max: 6 }),
      fc.array(value, { minLength: 40, maxLength: 80 }),
      (body, shared, replacement, position, values) => {
        const before = documentWith(body, shared)
        const after =
          position === 6
            ? documentWith(body, replacement)
            : documentWith(replaceOne(body, position, replacement), shared)
        const [accepted, accepts] = [serverOf(before), serverOf(after)]
        fc.pre(values.some((one) => accepted(one) && !accepts(one)))
        const { findings } = compareDocuments({ before, after })
        expect(findings.notices().map(({ bump }) => bump)).toContain('major')
      },
    ),
    { numRuns: 30, maxSkipsPerRun: 1000 },
  )
})
