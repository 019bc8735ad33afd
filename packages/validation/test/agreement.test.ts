import { contractAjv, type Document, type Schema as JsonSchema } from '@repo/codegen'
import { startMock } from '@returning-kit/mock'
import * as schemas from '@returning-kit/validation/schemas'
import { getHttpOperationsFromSpec } from '@stoplight/prism-http'
import { validateOutput } from '@stoplight/prism-http/dist/validator/index.js'
import addFormats from 'ajv-formats'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { contract } from '../../mock/src/generated/contract.gen.ts'
import type { Schema } from '../src/index.ts'
import { documentsOf, mutated } from './documents.ts'

// Three that must always say the same: what was compiled, Ajv reading the contract, and the mock, which serves a contract
// whose answers are the named schemas one by one. `pnpm test:agreement` runs the whole corpus, a test run a part of it.
const count = Number(process.env['DOCUMENTS'] ?? 8000)
const seed = Number(process.env['SEED'] ?? 20_260_601)

const document = contract as unknown as Document
const named = Object.entries((document.components?.schemas ?? {}) as Record<string, JsonSchema>)
// A file is a text to JSON Schema and a Blob to a program; no JSON document can say which is right.
const comparable = named.filter(([, schema]) => !/"format":"binary"/.test(JSON.stringify(schema)))
const perSchema = Math.ceil(count / comparable.length)

const ajv = addFormats.default(contractAjv(document))
ajv.addSchema({ $id: 'contract', ...document } as object)

const json = (name: string) => ({
  'application/json': { schema: { $ref: `#/components/schemas/${name}` } },
})
const served = {
  ...contract,
  security: [],
  paths: Object.fromEntries(
    comparable.map(([name]) => [
      `/${name}`,
      {
        post: {
          operationId: name,
          requestBody: { required: true, content: json(name) },
          responses: {
            200: { description: 'It fits.', content: json(name) },
            422: { description: 'It does not.' },
          },
        },
      },
    ]),
  ),
}
const resources = new Map(
  (await getHttpOperationsFromSpec(served)).map((resource) => [resource.path.slice(1), resource]),
)

function mockSays(name: string, body: unknown): boolean {
  const resource = resources.get(name)
  if (!resource) throw new Error(`The mock does not know ${name}.`)
  const element = { statusCode: 200, headers: { 'content-type': 'application/json' }, body }
  return validateOutput({ resource, element })._tag === 'Right'
}

function examplesOf(schema: JsonSchema): unknown[] {
  return [schema['example'], ...((schema['examples'] ?? []) as unknown[])].filter(
    (example) => example !== undefined,
  )
}

/** Documents that fit, the contract's examples among them, and as many with one change each. */
function corpus(schema: JsonSchema): unknown[] {
  const half = Math.ceil(perSchema / 2)
  const good = documentsOf(document, schema)
  const changed = good.chain(mutated)
  const examples = examplesOf(schema)
  return [
    ...examples,
    ...examples.flatMap((example) => fc.sample(mutated(example), { numRuns: 10, seed })),
    ...fc.sample(good, { numRuns: half, seed }),
    ...fc.sample(changed, { numRuns: half, seed }),
  ].map((value) => JSON.parse(JSON.stringify(value)) as unknown)
}

let documents = 0
let fitting = 0

it.each(comparable)('%s', { timeout: 120_000 }, (name, schema) => {
  const own = (schemas as Record<string, Schema<unknown>>)[name]
  const interpreted = ajv.getSchema(`contract#/components/schemas/${name}`)
  for (const value of corpus(schema)) {
    const compiled = own?.is(value)
    documents += 1
    fitting += compiled ? 1 : 0
    const verdicts = { compiled, ajv: interpreted?.(value), mock: mockSays(name, value) }
    if (verdicts.ajv !== compiled || verdicts.mock !== compiled)
      expect({ value, ...verdicts }).toBe('one verdict')
  }
})

it('compared as many documents as it should, some of each kind', () => {
  expect(documents).toBeGreaterThanOrEqual(count)
  expect(fitting).toBeGreaterThan(documents / 4)
  expect(documents - fitting).toBeGreaterThan(documents / 10)
})

it('says over the network what it says in the process', { timeout: 120_000 }, async () => {
  const mock = await startMock({ port: 0, document: served })
  const wrong: unknown[] = []
  try {
    for (const [name, schema] of comparable) {
      for (const value of corpus(schema)
        // Over the network the mock takes a body that is false, 0 or empty for none at all.
        .filter(Boolean)
        .slice(count > 50_000 ? -8 : -1)) {
        const headers = { 'content-type': 'application/json' }
        const answer = await fetch(`${mock.url}/${name}`, {
          method: 'POST',
          headers,
          body: JSON.stringify(value),
        })
        await answer.arrayBuffer()
        const fits = (schemas as Record<string, Schema<unknown>>)[name]?.is(value)
        if (answer.status < 300 !== fits) wrong.push({ name, value, status: answer.status, fits })
      }
    }
  } finally {
    await mock.stop()
  }
  expect(wrong).toEqual([])
})
