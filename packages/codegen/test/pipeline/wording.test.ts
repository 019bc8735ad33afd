import { expect, it } from 'vitest'
import { type Document, generate } from '../../src/internal.ts'
import { repositoryLayout, singleFolderLayout } from '../../src/pipeline/layout.ts'

const document = {
  openapi: '3.1.0',
  info: { title: 'Shop', version: '1', description: 'A shop.' },
  paths: {
    '/pets': {
      get: {
        operationId: 'listPets',
        tags: ['pets'],
        summary: 'List pets',
        description: 'Lists all pets.',
        parameters: [
          { name: 'kind', in: 'query', description: 'Kind of pet.', schema: { type: 'string' } },
        ],
        responses: {
          200: {
            description: 'The pets.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Pet' },
                example: { name: 'Rex' },
              },
            },
          },
        },
      },
    },
    '/orders': {
      get: {
        operationId: 'listOrders',
        tags: ['orders'],
        responses: { 200: { description: 'Orders.' } },
      },
    },
  },
  components: {
    schemas: {
      Pet: {
        type: 'object',
        description: 'A pet.',
        properties: {
          name: { type: 'string', description: 'Its name.' },
          description: { type: 'string' },
        },
      },
      Order: { type: 'object', title: 'An order' },
    },
  },
} as unknown as Document

// Names of the files that differ after words of the document changed.
async function changedFiles(from: string, to: string, layout = singleFolderLayout) {
  const json = JSON.stringify(document)
  expect(json.split(from)).toHaveLength(2)
  const changed = JSON.parse(json.replace(from, to)) as Document
  const [before, after] = await Promise.all(
    [document, changed].map((one) => generate({ document: one }, { layout })),
  )
  const texts = new Map(before?.files.map(({ file, text }) => [file, text]))
  return after?.files.flatMap(({ file, text }) => (texts.get(file) === text ? [] : [file])).sort()
}

it.each([
  [
    'the description of an operation',
    'Lists all pets.',
    ['operations/pets.gen.ts', 'types.gen.ts'],
  ],
  ['the description of a parameter', 'Kind of pet.', ['operations/pets.gen.ts', 'types.gen.ts']],
  [
    'the summary of an operation',
    'List pets',
    ['operations.md', 'operations/pets.gen.ts', 'types.gen.ts'],
  ],
  ['the description of a response', 'The pets.', ['types.gen.ts']],
  ['the description of a schema', 'A pet.', ['schemas.gen.ts', 'types.gen.ts']],
  ['the description of a property', 'Its name.', ['schemas.gen.ts', 'types.gen.ts']],
  ['the title of a schema', 'An order', ['schemas.gen.ts', 'types.gen.ts']],
  ['an example', 'Rex', ['types.gen.ts']],
  ['the description of the document', 'A shop.', []],
  ['the title of the document', '"Shop"', ['operations.md']],
])('rewrites for %s only the files that contain it', async (_, from, files) => {
  expect(await changedFiles(from, from.replace(/\w+/, 'Word'))).toEqual(files)
})

it('rewrites for a description in this repository what contains it', async () => {
  expect(await changedFiles('Lists all pets.', 'Lists pets.', repositoryLayout)).toEqual([
    'packages/core/src/generated/operations/pets.gen.ts',
    'packages/core/src/generated/types.gen.ts',
    'packages/mcp/src/generated/catalog.gen.ts',
    'packages/mock/src/generated/contract.gen.ts',
  ])
})

it('gives the client and the validators another hash where code changes', async () => {
  expect(await changedFiles('"name":{"type":"string"', '"name":{"type":"number"')).toEqual([
    'client.gen.ts',
    'schemas.gen.ts',
    'types.gen.ts',
    'validators/contract.gen.ts',
    'validators/schemas/pets.gen.ts',
  ])
})

it('takes a property named like an annotation for a property', async () => {
  const files = await changedFiles('"description":{"type":"string"}', '"summary":{"type":"string"}')
  expect(files).toContain('client.gen.ts')
})
