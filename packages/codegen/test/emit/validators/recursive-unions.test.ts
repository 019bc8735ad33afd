import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, expect, it } from 'vitest'
import type { Document } from '../../../src/internal.ts'
import { compileDocument } from './compile-document.ts'

const folder = join(import.meta.dirname, '../../../.vitest/recursive-unions')
let documents = 0

afterAll(() => rm(folder, { recursive: true, force: true }))

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` })

function compile(schemas: object) {
  documents += 1
  const document = {
    openapi: '3.1.0',
    info: { title: 'Test', version: '1' },
    paths: {},
    components: { schemas },
  } as unknown as Document
  return compileDocument(document, join(folder, String(documents)))
}

const accepts = (validator: { '~standard': { validate: (value: unknown) => unknown } }) => {
  return (value: unknown) => !('issues' in Object(validator['~standard'].validate(value)))
}

it('validates children that contain a base whose union names them', async () => {
  const { Animal, Cat } = await compile({
    Animal: {
      type: 'object',
      required: ['species'],
      properties: { species: { type: 'string' } },
      discriminator: { propertyName: 'species', mapping: { cat: 'Cat', dog: 'Dog' } },
      oneOf: [ref('Cat'), ref('Dog')],
    },
    Cat: { allOf: [ref('Animal'), { properties: { lives: { type: 'integer' } } }] },
    Dog: { allOf: [ref('Animal'), { required: ['tricks'] }] },
  })
  if (!Animal || !Cat) throw new Error('not generated')
  expect(
    [
      { species: 'cat', lives: 9 },
      { species: 'dog', tricks: 1 },
    ].map(accepts(Animal)),
  ).toEqual([true, true])
  expect(
    [{}, { species: 'cat', lives: 'nine' }, { species: 'dog' }, { species: 'cow' }].map(
      accepts(Animal),
    ),
  ).toEqual([false, false, false, false])
  expect([{ species: 'cat' }, { lives: 9 }].map(accepts(Cat))).toEqual([true, false])
})

it('ignores an alternative that leads back to its own union', async () => {
  const { A, B, Self } = await compile({
    Self: { oneOf: [ref('Self'), { type: 'integer' }] },
    A: { anyOf: [ref('B'), { type: 'string' }] },
    B: { anyOf: [ref('A'), { type: 'integer' }] },
  })
  if (!A || !B || !Self) throw new Error('not generated')
  const values = [1, 'text', true]
  expect(values.map(accepts(Self))).toEqual([true, false, false])
  expect(values.map(accepts(A))).toEqual([true, true, false])
  expect(values.map(accepts(B))).toEqual([true, true, false])
})

it('keeps a reference to a part of a schema in a cycle', async () => {
  const { A } = await compile({
    X: { properties: { y: { type: 'string' } } },
    A: { allOf: [ref('B')] },
    B: { $ref: '#/components/schemas/X/properties/y', allOf: [ref('A')] },
  })
  if (!A) throw new Error('not generated')
  expect(['text', 1].map(accepts(A))).toEqual([true, false])
})

const names = ['A', 'B', 'C', 'D']
const part = fc.oneof(
  fc.constantFrom(...names).map(ref),
  fc.constantFrom({ type: 'string' }, { type: 'object' }, { required: ['a'] }),
)
const schema = fc
  .tuple(fc.constantFrom('allOf', 'anyOf', 'oneOf'), fc.array(part, { minLength: 1, maxLength: 3 }))
  .map(([keyword, parts]) => ({ [keyword]: parts, properties: { a: { type: 'integer' } } }))

it('ends for any combination of references', async () => {
  const documentsOf = fc.record(Object.fromEntries(names.map((name) => [name, schema])))
  await fc.assert(
    fc.asyncProperty(documentsOf, async (schemas) => {
      for (const validator of Object.values(await compile(schemas))) {
        for (const value of ['text', {}, { a: 1 }, { a: 'x' }]) accepts(validator)(value)
      }
    }),
    { numRuns: 60 },
  )
}, 60_000)
