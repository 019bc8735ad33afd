import { join } from 'node:path'
import { expect, it } from 'vitest'
import { fixes } from '../../../src/types-command/fixes/fixes.ts'
import {
  smallDocuments,
  writtenByOpenapiTypescript,
  writtenByTypes,
} from '../openapi-typescript.ts'
import { problemsOf } from './types-of.ts'

const file = join(import.meta.dirname, '../documents/openapi-3.2/api.yaml')
const chosen = fixes.filter(({ name }) => name === 'openapi-3.2')

it('has types for what OpenAPI 3.1 does not know', async () => {
  const types = await writtenByTypes(file, {})
  const fixed = await writtenByTypes(file, {}, chosen)
  expect(types).not.toMatch(/queryUsers|COPY|text: string|"User"/)
  expect(types).toBe(await writtenByOpenapiTypescript(file, {}))
  const program = `
    type Content = operations['queryUsers']['responses'][200]['content']
    const users: Content['application/jsonl'] = [{ name: 'Ada' }]
    const events: Content['text/event-stream'] = [{ data: { name: 'Ada' } }]
    const query: paths['/users/{id}']['query'] = {} as operations['queryUsers']
    const mode: NonNullable<paths['/users/{id}']['additionalOperations']['COPY']['parameters']['query']>['mode'] = 'deep'
    const search: paths['/search']['get']['parameters']['query'] = { text: 'a', page: 1 }`
  expect(problemsOf(fixed + program)).toEqual([])
})

it('obeys the flags', async () => {
  const flags = { enum: true, immutable: true, pathParamsAsTypes: true }
  const fixed = await writtenByTypes(file, flags, chosen)
  expect(fixed).toContain('readonly query: operations["queryUsers"];')
  expect(fixed).toContain('readonly COPY: {')
  expect(fixed).toContain('export enum PathsUsersIdCOPYGetParametersQueryMode')
  expect(problemsOf(fixed)).toEqual([])
})

it('leaves other documents as they are', async () => {
  for (const other of smallDocuments) {
    expect(await writtenByTypes(other, {}, chosen)).toBe(await writtenByTypes(other, {}))
  }
})
