import { join } from 'node:path'
import { expect, it } from 'vitest'
import { compareContracts } from '../../../src/diff/compare-contracts.ts'
import { readContract } from '../../../src/internal.ts'
import { valueAt } from '../../../src/openapi/json-pointer.ts'

const file = join(import.meta.dirname, '../../fixtures/openapi-3.2.yaml')
const sequence = '/paths/~1sequence/get/responses/200/content/application~1json-seq/itemSchema'

it.each<[string, string, string, unknown, string]>([
  ['an operation of QUERY', '/paths/~1books', 'query', undefined, 'searchBooks'],
  ['one of another method', '/paths/~1books/additionalOperations', 'COPY', undefined, 'copyBooks'],
  ['the items of a stream', `${sequence}/properties`, 'book', { type: 'string' }, 'readSequence'],
  [
    'a whole query',
    '/paths/~1filtered/get/parameters/0/content/application~1x-www-form-urlencoded/schema',
    'required',
    ['author', 'year'],
    'filterBooks',
  ],
])('rates a change of %s as major', async (_, pointer, key, value, name) => {
  const before = await readContract(file)
  const document = structuredClone(before.document)
  const parent = valueAt(document, pointer) as Record<string, unknown>
  if (value === undefined) delete parent[key]
  else parent[key] = value
  const { bump, notices } = compareContracts(before, { ...before, document, hash: 'changed' })
  expect(bump).toBe('major')
  expect(notices.map(({ functions }) => functions)).toContainEqual([name])
})
