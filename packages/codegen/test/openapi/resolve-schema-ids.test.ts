import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Document, generate } from '../../src/internal.ts'
import { singleFolderLayout } from '../../src/pipeline/layout.ts'
import { inThisThread } from '../../src/pipeline/workers/tasks.ts'
import { compileDocument, type Validators } from '../emit/validators/compile-document.ts'
import { createEmptyProject } from '../pipeline/empty-project.ts'

const json = (schema: object) => ({
  description: 'OK',
  content: { 'application/json': { schema } },
})

const document = {
  openapi: '3.1.0',
  info: { title: 'Ids', version: '1' },
  paths: {
    '/users': {
      get: {
        operationId: 'listUsers',
        responses: { 200: json({ type: 'array', items: { $ref: 'https://example.com/user' } }) },
      },
      put: {
        operationId: 'putUser',
        requestBody: json({ $ref: '#person' }),
        responses: {
          200: json({
            $id: 'https://example.com/result',
            type: 'object',
            properties: { user: { $ref: 'user' }, note: { $ref: '#/$defs/note' } },
            $defs: { note: { type: 'string', maxLength: 3 } },
          }),
        },
      },
    },
  },
  components: {
    schemas: {
      User: {
        $id: 'https://example.com/user',
        type: 'object',
        required: ['id', 'friend'],
        properties: {
          id: { $ref: '#/$defs/id' },
          address: { $ref: 'address' },
          friend: { $ref: '#' },
          pet: { $ref: '#pet' },
        },
        $defs: {
          id: { type: 'string', maxLength: 2 },
          pet: { $anchor: 'pet', type: 'object', properties: { kind: { type: 'string' } } },
        },
      },
      Address: { $id: 'https://example.com/address', properties: { city: { type: 'string' } } },
      Person: { $anchor: 'person', type: 'object', properties: { login: { type: 'string' } } },
    },
  },
} as unknown as Document

let folder: string
let validators: Validators

beforeAll(async () => {
  folder = await createEmptyProject()
  validators = await compileDocument(document, join(folder, 'ids'))
})
afterAll(() => rm(folder, { recursive: true }))

it('resolves references to ids and anchors in types', async () => {
  const options = { layout: singleFolderLayout, slowEmitters: inThisThread }
  const { files } = await generate({ document }, options)
  const text = (name: string) => files.find(({ file }) => file === name)?.text
  expect(text('schemas.gen.ts')).toContain(`export interface User {
  id: string
  address?: Address
  friend: User
  pet?: { kind?: string }
}`)
  const operations = files.filter(({ file }) => file.startsWith('operations/'))
  const all = operations.map((one) => one.text).join('\n')
  expect(all).toContain('body?: Person')
  expect(all).toMatch(/user\?: User\n {2}(\/\*\* @maxLength 3 \*\/\n {2})?note\?: string/)
})

it('resolves them in validators', () => {
  const user = { id: 'ab', friend: { id: 'b', friend: {} } }
  expect(validators['User']?.['~standard'].validate(user).issues?.map(({ path }) => path)).toEqual([
    ['friend', 'friend', 'id'],
    ['friend', 'friend', 'friend'],
  ])
})
