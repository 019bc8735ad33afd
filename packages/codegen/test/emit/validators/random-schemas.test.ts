import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { afterAll, expect, it } from 'vitest'
import type { Document } from '../../../src/internal.ts'
import { compileDocument } from './compile-document.ts'

const folder = join(import.meta.dirname, '../../../.vitest/random-schemas')
const runs = Number(process.env['SCHEMAS'] ?? 300)
const perDocument = 50

afterAll(() => rm(folder, { recursive: true, force: true }))

const name = fc.constantFrom('a', 'b', 'kind', 'value')
const names = fc.uniqueArray(name, { maxLength: 3 })
const scalar = fc.constantFrom<unknown>('', 'a', 'bb', 0, 1, 1.5, -2, true, false, null)
const type = fc.constantFrom('string', 'number', 'integer', 'boolean', 'null', 'object', 'array')

const { schema } = fc.letrec<{ schema: object | boolean; node: object }>((tie) => {
  const inner = tie('schema')
  const parts = fc.array(inner, { minLength: 1, maxLength: 3 })
  const keywords = fc.record(
    {
      type: fc.oneof(type, fc.uniqueArray(type, { minLength: 1, maxLength: 3 })),
      enum: fc.uniqueArray(scalar, { minLength: 1, maxLength: 4 }),
      const: scalar,
      properties: fc.dictionary(name, inner, { maxKeys: 3 }),
      required: names,
      additionalProperties: inner,
      patternProperties: fc.dictionary(fc.constantFrom('^a', 'd$'), inner, { maxKeys: 1 }),
      propertyNames: fc.constantFrom({ maxLength: 2 }, { pattern: '^[a-k]' }),
      dependentRequired: fc.dictionary(name, names, { maxKeys: 2 }),
      dependentSchemas: fc.dictionary(name, inner, { maxKeys: 1 }),
      minProperties: fc.nat(2),
      maxProperties: fc.nat(2),
      items: inner,
      prefixItems: parts,
      minItems: fc.nat(2),
      maxItems: fc.nat(2),
      uniqueItems: fc.boolean(),
      minLength: fc.nat(2),
      maxLength: fc.nat(2),
      pattern: fc.constantFrom('^a', 'b+'),
      minimum: fc.integer({ min: -2, max: 2 }),
      exclusiveMaximum: fc.integer({ min: -2, max: 2 }),
      multipleOf: fc.constantFrom(1, 0.5, 2),
      allOf: parts,
      anyOf: parts,
      oneOf: parts,
      not: inner,
      if: inner,
      // biome-ignore lint/suspicious/noThenProperty: the keyword of JSON Schema.
      then: inner,
      else: inner,
    },
    { requiredKeys: [] },
  )
  return {
    // A few keywords together, as in a schema that a person writes.
    node: fc.tuple(keywords, fc.infiniteStream(fc.nat(30))).map(([all, picks]) => {
      const entries = Object.entries(all)
      const count = Math.min(entries.length, 1 + ((picks.next().value as number) % 4))
      const kept = Array.from(
        { length: count },
        () => entries[(picks.next().value as number) % entries.length] as [string, unknown],
      )
      return Object.fromEntries(kept)
    }),
    schema: fc.oneof({ maxDepth: 3, depthSize: 'small' }, fc.boolean(), tie('node')),
  }
})

const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 2 },
    scalar,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(name, tie('value'), { maxKeys: 4, noNullPrototype: true }),
  ),
}))

const cases = fc.tuple(
  schema.filter((one) => typeof one === 'object'),
  fc.array(value, { minLength: 20, maxLength: 20 }),
)

it(`accepts what Ajv accepts, for ${runs} random schemas`, async () => {
  const samples = fc.sample(cases, runs)
  const differences: string[] = []
  let thrown = 0
  for (let start = 0; start < samples.length; start += perDocument) {
    const chunk = samples.slice(start, start + perDocument)
    const schemas = Object.fromEntries(chunk.map(([one], index) => [`Schema${index}`, one]))
    const document = {
      openapi: '3.1.0',
      info: { title: 'Test', version: '1' },
      paths: {},
      components: { schemas },
    } as unknown as Document
    const validators = await compileDocument(document, join(folder, String(start)))
    const ajv = new Ajv2020({ strict: false, validateFormats: false })
    for (const [index, [one, values]] of chunk.entries()) {
      const accepts = ajv.compile(one)
      for (const sample of values) {
        try {
          if (accepts(sample) === validators[`Schema${index}`]?.is(sample)) continue
          differences.push(`${JSON.stringify(one)} ${JSON.stringify(sample)}`)
        } catch {
          // Ajv 8.20 throws a TypeError for some alternatives with `additionalProperties`.
          thrown += 1
        }
      }
    }
  }
  expect(differences.sort((one, other) => one.length - other.length).slice(0, 5)).toEqual([])
  expect(thrown).toBeLessThanOrEqual(runs / 10)
}, 120_000)
