import type { Schema as JsonSchema } from '@returning-kit/codegen/internal'
import { startMock } from '@returning-kit/mock'
import type { Schema } from '@returning-kit/validation'
import * as schemas from '@returning-kit/validation/schemas'
import { getHttpOperationsFromSpec } from '@stoplight/prism-http'
import { validateOutput } from '@stoplight/prism-http/dist/validator/index.js'
import addFormats from 'ajv-formats'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { documentsOf, mutated } from '../../../validation/test/documents.ts'
import { document } from '../contract/document.ts'
import { contractAjv } from '../contract-ajv.ts'

// Three judges must agree: the compiled validators, Ajv on the contract, and the mock, which serves a contract whose
// responses are the named schemas. `DOCUMENTS` sets how many documents are compared.
const count = Number(process.env['DOCUMENTS'] ?? 2500)
const seed = Number(process.env['SEED'] ?? 20_260_601)

const named = Object.entries((document.components?.schemas ?? {}) as Record<string, JsonSchema>)
// A file is a string in JSON Schema and a Blob in a program, so no JSON document can decide.
const comparable = named.filter(([, schema]) => !/"format":"binary"/.test(JSON.stringify(schema)))
const perSchema = Math.ceil(count / comparable.length)

const ajv = addFormats.default(contractAjv())
ajv.addSchema({ $id: 'contract', ...document } as object)

const json = (name: string) => ({
  'application/json': { schema: { $ref: `#/components/schemas/${name}` } },
})
const served = {
  ...document,
  security: [],
  paths: Object.fromEntries(
    comparable.map(([name]) => [
      `/${name}`,
      {
        post: {
          operationId: name,
          requestBody: { required: true, content: json(name) },
          responses: {
            200: { description: 'Valid.', content: json(name) },
            422: { description: 'Invalid.' },
          },
        },
      },
    ]),
  ),
}
// Prism resolves references in the object that it reads.
const read = await getHttpOperationsFromSpec(structuredClone(served))
const resources = new Map(read.map((resource) => [resource.path.slice(1), resource]))

function isValidForMock(name: string, body: unknown): boolean {
  const resource = resources.get(name)
  if (!resource) throw new Error(`The mock has no operation ${name}.`)
  const element = { statusCode: 200, headers: { 'content-type': 'application/json' }, body }
  return validateOutput({ resource, element })._tag === 'Right'
}

function examplesOf(schema: JsonSchema): unknown[] {
  return [schema['example'], ...((schema['examples'] ?? []) as unknown[])].filter(
    (example) => example !== undefined,
  )
}

/** Returns valid documents, the contract's examples included, and as many with one change each. */
function corpus(schema: JsonSchema): unknown[] {
  const half = Math.ceil(perSchema / 2)
  const valid = documentsOf(document, schema)
  const changed = valid.chain(mutated)
  const examples = examplesOf(schema)
  return [
    ...examples,
    ...examples.flatMap((example) => fc.sample(mutated(example), { numRuns: 10, seed })),
    ...fc.sample(valid, { numRuns: half, seed }),
    ...fc.sample(changed, { numRuns: half, seed }),
  ].map((value) => JSON.parse(JSON.stringify(value)) as unknown)
}

let documents = 0
let validCount = 0

it.each(comparable)('%s', { timeout: 120_000 }, (name, schema) => {
  const validator = (schemas as Record<string, Schema<unknown>>)[name]
  const interpreted = ajv.getSchema(`contract#/components/schemas/${name}`)
  for (const value of corpus(schema)) {
    const compiled = validator?.is(value)
    documents += 1
    validCount += compiled ? 1 : 0
    const verdicts = { compiled, ajv: interpreted?.(value), mock: isValidForMock(name, value) }
    if (verdicts.ajv !== compiled || verdicts.mock !== compiled)
      expect({ value, ...verdicts }).toBe('agreed')
  }
})

it('compares enough documents, valid and invalid ones', () => {
  expect(documents).toBeGreaterThanOrEqual(count)
  expect(validCount).toBeGreaterThan(documents / 4)
  expect(documents - validCount).toBeGreaterThan(documents / 10)
})

it('agrees over the network, too', { timeout: 120_000 }, async () => {
  const mock = await startMock({ port: 0, document: served })
  const disagreements: unknown[] = []
  try {
    for (const [name, schema] of comparable) {
      for (const value of corpus(schema)
        // Over the network the mock treats a body that is false, 0 or empty as a missing one.
        .filter(Boolean)
        .slice(count > 50_000 ? -8 : -1)) {
        const headers = { 'content-type': 'application/json' }
        const response = await fetch(`${mock.url}/${name}`, {
          method: 'POST',
          headers,
          body: JSON.stringify(value),
        })
        await response.arrayBuffer()
        const isValid = (schemas as Record<string, Schema<unknown>>)[name]?.is(value)
        if (response.status < 300 !== isValid)
          disagreements.push({ name, value, status: response.status, isValid })
      }
    }
  } finally {
    await mock.stop()
  }
  expect(disagreements).toEqual([])
})
