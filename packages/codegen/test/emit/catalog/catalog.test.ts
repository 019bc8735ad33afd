import { expect, it } from 'vitest'
import { catalog } from '../../../src/emit/catalog/catalog.ts'
import { sensitivePointers } from '../../../src/emit/catalog/sensitive-pointers.ts'
import { type Document, readOperations } from '../../../src/internal.ts'

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` })
const secret = { type: 'string', 'x-sensitive': true }

function documentOf(schema: object, extensions: object = {}): Document {
  return {
    openapi: '3.1.0',
    info: { title: 'Test', version: '1' },
    servers: [{ url: 'https://api.example.com' }],
    ...extensions,
    paths: {
      '/users': {
        get: {
          operationId: 'getUsers',
          responses: {
            200: { description: 'Fine.', content: { 'application/json': { schema } } },
          },
        },
      },
    },
    components: {
      schemas: {
        User: {
          type: 'object',
          properties: {
            email: secret,
            'a/b': secret,
            manager: ref('User'),
            tags: { items: ref('Tag') },
          },
        },
        Tag: { allOf: [{ type: 'object', properties: { owner: secret } }] },
        Secret: secret,
      },
    },
  } as unknown as Document
}

function pointersOf(schema: object, extensions?: object) {
  const document = documentOf(schema, extensions)
  const [model] = readOperations(document)
  return model && sensitivePointers(document, model)
}

it('finds sensitive values in arrays, maps, compositions and references', () => {
  const user = ['/a~1b', '/email', '/tags/*/owner']
  expect(pointersOf(ref('User'))).toEqual(user)
  expect(pointersOf({ type: 'array', items: ref('User') })).toEqual(user.map((one) => `/*${one}`))
  expect(pointersOf({ additionalProperties: ref('Secret') })).toEqual(['/*'])
  expect(pointersOf(ref('Secret'))).toEqual([''])
})

it('is a file of this repository alone', () => {
  expect(catalog.files).not.toHaveProperty('folder')
})
