import { describe, expect, it } from 'vitest'
import { contractHash } from '../../src/load/contract.ts'
import { mendDocument } from '../../src/normalize/mend/mend-document.ts'
import { GenerationError } from '../../src/openapi/diagnostic.ts'
import type { Document } from '../../src/openapi/document.ts'
import { generate } from '../../src/pipeline/generate.ts'

const query = (name: string) => ({ name, in: 'query', schema: { type: 'integer' } })

// A document of one operation with extensions.
function documentOf(operation: object, root: object = {}): Document {
  const responses = { '200': { description: 'All.' } }
  const get = { operationId: 'list', parameters: [query('page')], responses, ...operation }
  const info = { title: 'Test', version: '1' }
  return { openapi: '3.1.0', info, paths: { '/list': { get } }, ...root } as unknown as Document
}

async function problemsOf(document: Document): Promise<readonly string[]> {
  const contract = { document, hash: contractHash(document), files: [] }
  const error = await generate(contract, { skipped: [] }).then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (error === undefined) return []
  expect(error).toBeInstanceOf(GenerationError)
  return (error as GenerationError).diagnostics.map(
    ({ pointer, message }) => `${pointer} ${message}`,
  )
}

const page = { style: 'page', in: 'query', page: 'page' }

describe('an extension', () => {
  it.each([
    ['x-pagnation', { 'x-pagnation': page }, 'rename it to x-pagination'],
    ['x-pagination', { 'x-pagination': { ...page, style: 'pages' } }, 'use page or offset or cur'],
    ['x-pagination', { 'x-pagination': { ...page, in: 'header' } }, 'use query or body'],
    ['x-pagination', { 'x-pagination': { ...page, limit: 'size' } }, 'names size, which is no q'],
    ['x-pagination', { 'x-pagination': { ...page, cusor: 'a' } }, 'the unknown key cusor'],
    ['x-fields', { 'x-fields': { style: 'csv', params: ['only'] } }, 'names only, which is no p'],
    ['x-fields', { 'x-fields': { style: 'flag', params: ['page'] } }, 'use flags or csv or body'],
    ['x-fields', { 'x-fields': { style: 'csv' } }, 'x-fields has no `params`'],
    ['x-fileds', { 'x-fileds': { style: 'csv', params: ['page'] } }, 'rename it to x-fields'],
    ['x-envelope', { 'x-envelope': 'data' }, 'x-envelope data is not in x-envelopes; use none'],
    ['x-Idempotent', { 'x-Idempotent': true }, 'rename it to x-idempotent'],
  ])('%s with a mistake is an error with its place: %j', async (key, operation, message) => {
    const problems = await problemsOf(documentOf(operation))
    expect(problems).toEqual([expect.stringContaining(message)])
    expect(problems[0]).toMatch(`#/paths/~1list/get/${key}`)
  })

  it('of the document with a mistake is an error', async () => {
    expect(await problemsOf(documentOf({}, { 'x-envelops': {} }))).toEqual([
      '#/x-envelops x-envelops is not an extension; rename it to x-envelopes',
    ])
  })

  it('without a mistake, or of another tool, is none', async () => {
    const operation = { 'x-pagination': page, 'x-internal': true, 'x-codeSamples': [], 'x-page': 1 }
    expect(await problemsOf(documentOf(operation))).toEqual([])
  })

  it('of another tool with the same name is left out of a foreign document', async () => {
    const operation = { 'x-pagination': true, 'x-envelope': { a: 1 }, 'x-fields': ['a'] }
    const { document, diagnostics } = mendDocument(documentOf(operation))
    expect(diagnostics.map(({ pointer }) => pointer.split('/').at(-1))).toEqual([
      'x-pagination',
      'x-fields',
      'x-envelope',
    ])
    expect(await problemsOf(document)).toEqual([])
  })
})
