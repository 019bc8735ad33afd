import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { folderJob } from '../../../src/pipeline/job.ts'
import { runPipeline } from '../../../src/pipeline/run.ts'
import { findDeadTypes } from './dead-types.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dead-'))
})
afterEach(() => rm(folder, { recursive: true }))

const string = { type: 'string' }
const object = (properties: object, required: string[] = []) => ({
  type: 'object',
  properties,
  required,
})
const kind = (value: string) => object({ kind: { const: value } }, ['kind'])

async function deadTypes(schema: object, schemas: object = {}, place: 'in' | 'out' = 'out') {
  const content = { 'application/json': { schema } }
  const document = {
    openapi: '3.1.0',
    info: { title: 'Dead', version: '1' },
    servers: [{ url: 'https://example.com' }],
    paths: {
      '/things': {
        post: {
          operationId: 'send',
          ...(place === 'in' && { requestBody: { content } }),
          responses: { 200: { description: '', ...(place === 'out' && { content }) } },
        },
        get: { operationId: 'other', responses: { 204: { description: '' } } },
      },
    },
    components: { schemas: { ...schemas } },
  }
  await writeFile(join(folder, 'api.json'), JSON.stringify(document))
  await runPipeline(folderJob(join(folder, 'api.json'), join(folder, 'out')))
  return findDeadTypes(join(folder, 'out'))
}

it.each<[string, object, object?]>([
  ['a property', object({ a: string }, ['a'])],
  ['nothing', {}],
  ['an array of alternatives', { type: 'array', items: { oneOf: [kind('a'), kind('b'), string] } }],
  ['a file', { type: 'string', format: 'binary' }],
  ['a tuple', { type: 'array', prefixItems: [string, { type: 'number' }], minItems: 2 }],
  ['an absent property', object({ a: false, b: { not: {} } })],
  [
    'itself in optional members and items',
    { $ref: '#/components/schemas/Node' },
    {
      Node: object(
        {
          next: { $ref: '#/components/schemas/Node' },
          all: { type: 'array', items: { $ref: '#/components/schemas/Node' } },
          value: { oneOf: [string, { $ref: '#/components/schemas/Node' }] },
        },
        ['all', 'value'],
      ),
    },
  ],
])('finds no dead part in %s', async (_, schema, schemas) => {
  expect(await deadTypes(schema, schemas)).toEqual({ functions: 2, dead: {} })
})

it.each<[string, object, object | undefined, string]>([
  ['a combination of two kinds', { allOf: [kind('a'), kind('b')] }, undefined, 'Send'],
  [
    'an alternative',
    { oneOf: [{ allOf: [kind('a'), kind('b')] }, kind('c')] },
    undefined,
    "kind: 'a'",
  ],
  [
    'a required member of two types',
    { allOf: [object({ a: string }, ['a']), object({ a: { type: 'number' } })] },
    undefined,
    'Send',
  ],
  [
    'an optional member of two types',
    { allOf: [object({ a: string }), object({ a: { type: 'number' } })] },
    undefined,
    'a of ',
  ],
  ['an item', { type: 'array', items: { allOf: [kind('a'), kind('b')] } }, undefined, 'Item'],
  [
    'a component',
    object({ thing: { $ref: '#/components/schemas/Thing' } }),
    { Thing: { allOf: [kind('a'), kind('b')] } },
    'Thing',
  ],
  [
    'a required member that leads to itself',
    { $ref: '#/components/schemas/Node' },
    { Node: object({ next: { $ref: '#/components/schemas/Node' } }, ['next']) },
    'Node',
  ],
])('finds %s', async (_, schema, schemas, shown) => {
  for (const place of ['in', 'out'] as const) {
    const { dead } = await deadTypes(schema, schemas, place)
    expect(dead).toEqual({ send: expect.stringContaining(shown) })
  }
})
