import { ExchangeRecorder } from '@returning-kit/runtime/recording'
import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Observations } from '../../../src/evidence/judge/observations.ts'
import { learn } from '../../../src/evidence/learn/learn.ts'
import { observeCall } from '../../../src/evidence/observe.ts'
import { ContractFiles } from '../../../src/evidence/write/contract-files.ts'
import type { Document } from '../../../src/openapi/document.ts'
import { writeContract } from '../learn/contract-folder.ts'
import { contractOf, intruder, randomSchema } from './random-contract.ts'

const numRuns = Number(process.env['FUZZ_RUNS'] ?? 200)

function observeValues(document: object, values: readonly unknown[]) {
  const recorder = new ExchangeRecorder({ document })
  const observations = new Observations()
  for (const value of values) {
    const evidence = recorder.toEvidence({
      method: 'GET',
      url: '/thing',
      status: 200,
      date: new Date('2026-11-30'),
      request: { headers: [] },
      response: { headers: [], body: { text: JSON.stringify(value) } },
    })
    // As a file has it.
    observeCall(JSON.parse(JSON.stringify(evidence)), recorder, observations)
  }
  return { recorder, observations, badLines: [], routes: recorder.routes.routes }
}

const findingsOf = ({ contradictions, members }: Observations) => [
  ...contradictions.values(),
  ...members.values(),
]

const ajv = new Ajv2020({
  strict: false,
  validateSchema: false,
  formats: { date: /^\d{4}-\d{2}-\d{2}$/, uuid: /^[\da-f]{8}-/ },
})

const contractAndValues = randomSchema.chain(({ schema, value }) =>
  fc.record({
    schema: fc.constant(schema),
    values: fc.array(value, { minLength: 1, maxLength: 4 }),
  }),
)

it('finds nothing in values that the contract generates', () => {
  fc.assert(
    fc.property(contractAndValues, ({ schema, values }) => {
      const validate = ajv.compile(schema)
      fc.pre(values.every((value) => validate(JSON.parse(JSON.stringify(value)))))
      expect(findingsOf(observeValues(contractOf(schema), values).observations)).toEqual([])
    }),
    { numRuns },
  )
})

/** The paths of all values in a value. */
function pathsIn(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path]
  return [
    path,
    ...Object.entries(value).flatMap(([name, inner]) => pathsIn(inner, [...path, name])),
  ]
}

// `undefined` removes a property.
function plant(value: unknown, [name, ...rest]: readonly string[], planted: unknown): unknown {
  if (name === undefined) return planted
  if (Array.isArray(value))
    return value.with(Number(name), plant(value[Number(name)], rest, planted))
  const object = value as Record<string, unknown>
  return { ...object, [name]: plant(object[name], rest, planted) }
}

const planted = contractAndValues.chain(({ schema, values }) => {
  const [value] = values
  return fc.record({
    schema: fc.constant(schema),
    values: fc.constant(values),
    path: fc.constantFrom(...pathsIn(JSON.parse(JSON.stringify(value)))),
    intruder,
  })
})

it('finds every difference that is planted, at its place or around it', () => {
  let found = 0
  fc.assert(
    fc.property(planted, ({ schema, values, path, intruder: stranger }) => {
      const validate = ajv.compile(schema)
      const value = JSON.parse(JSON.stringify(values[0]))
      const changed = JSON.parse(JSON.stringify(plant(value, path, stranger) ?? null))
      fc.pre(validate(value) && !validate(changed))
      const findings = findingsOf(observeValues(contractOf(schema), [changed]).observations)
      expect(findings).not.toEqual([])
      const places = findings.map(({ pointer }) => pointer)
      expect(places.some((pointer) => isNear(pointer, path))).toBe(true)
      found += 1
    }),
    { numRuns },
  )
  expect(found).toBeGreaterThan(numRuns / 4)
})

// The pointer leads to the path, into what was planted there, or to what contains it.
function isNear(pointer: string, path: readonly string[]): boolean {
  return pointer
    .split('/')
    .slice(1)
    .every((name, index) => name === '*' || path[index] === undefined || name === path[index])
}

it('accepts what it learned from, and learns nothing from it again', async () => {
  await fc.assert(
    fc.asyncProperty(planted, async ({ schema, values, path, intruder: stranger }) => {
      const changed = plant(JSON.parse(JSON.stringify(values[0])), path, stranger) ?? null
      const document = contractOf(schema)
      const spec = await writeContract({ 'openapi.json': JSON.stringify(document, null, 2) })
      const files = await ContractFiles.read([spec])
      const first = learn(
        observeValues(document, [changed]),
        document as unknown as Document,
        files,
      )
      const learned = files.root.value as Document
      const second = learn(observeValues(learned, [changed]), learned, files)
      expect(second.changes).toEqual([])
      if (first.suggestions.length > 0) return
      expect(findingsOf(observeValues(learned, [changed]).observations)).toEqual([])
      // It never narrows: what was valid is valid.
      const validate = ajv.compile(schema)
      if (!validate(JSON.parse(JSON.stringify(values[0])))) return
      expect(findingsOf(observeValues(learned, [values[0]]).observations)).toEqual([])
    }),
    { numRuns: numRuns / 4 },
  )
})
