import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { compareSides } from '../../../src/diff/compare-sides.ts'
import { readSide } from '../../../src/diff/sides/side.ts'
import { type Node, operationFixture } from './contract.ts'
import { nodeAt } from './row.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'malformed-'))
})
afterEach(() => rm(folder, { recursive: true }))

async function compare(prepare: (document: Node, post: Node) => void, edit?: (post: Node) => void) {
  const sides = (['before', 'after'] as const).map(async (name) => {
    const { item, schemas } = operationFixture(0)
    const post = item['post'] as Node
    const document: Node = {
      openapi: '3.1.0',
      info: { title: 'Test', version: '1' },
      servers: [{ url: 'https://api.example.com' }],
      paths: { '/op0/{id}': item },
      components: {
        schemas,
        securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'x-key' } },
      },
    }
    prepare(document, post)
    if (name === 'after') edit?.(post)
    if (name === 'after')
      nodeAt(document, 'components', 'schemas', 'Receipt0', 'properties')['email'] = undefined
    await writeFile(join(folder, `${name}.json`), JSON.stringify(document))
    return readSide(folder, `${name}.json`, folder)
  })
  const [before, after] = await Promise.all(sides)
  if (!before || !after) throw new Error('Both sides were read.')
  return (await compareSides({ before, after })).notices.map(({ message }) => message)
}

const removed = '`Receipt0.email` was removed'

it('accepts a reference among the examples of a body', async () => {
  const messages = await compare((document, post) => {
    nodeAt(document, 'components')['examples'] = { One: { value: { id: '1', state: 'new' } } }
    nodeAt(post, 'responses', '200', 'content', 'application/json')['examples'] = {
      one: { $ref: '#/components/examples/One' },
    }
  })
  expect(messages).toEqual([removed])
})

it('accepts a property named example that is a reference', async () => {
  const messages = await compare((document) => {
    nodeAt(document, 'components', 'schemas', 'Receipt0', 'properties')['example'] = {
      $ref: '#/components/schemas/Problem0',
    }
  })
  expect(messages).toEqual([removed])
})

it('accepts a reference under an extension of the document', async () => {
  const messages = await compare((document) => {
    document['x-more'] = { main: { $ref: '#/components/schemas/Receipt0' } }
  })
  expect(messages).toEqual([removed])
})

it.each([
  ['null', null],
  ['missing', undefined],
])('accepts a request body whose content is %s', async (_, content) => {
  const messages = await compare((_document, post) => {
    post['requestBody'] = { description: 'Nothing.', content }
  })
  expect(messages).toEqual([removed])
})

it('accepts a response whose content is null', async () => {
  const messages = await compare((_, post) => {
    nodeAt(post, 'responses')['404'] = { description: 'Nothing.', content: null }
  })
  expect(messages).toEqual([removed])
})

// Each of them is what YAML makes of a key without a value, or of a value in the wrong place.
it.each<[string, (document: Node, post: Node) => void]>([
  ['responses', (_, post) => set(post, 'responses', null)],
  ['a response', (_, post) => set(nodeAt(post, 'responses'), '404', null)],
  ['a media type', (_, post) => set(nodeAt(post, 'responses', '404', 'content'), jsonType, null)],
  ['a schema', (_, post) => set(nodeAt(post, 'requestBody', 'content', jsonType), 'schema', null)],
  ['a parameter', (_, post) => set(nodeAt(post, 'parameters'), '1', null)],
  ['a path item', (document) => set(nodeAt(document, 'paths'), '/other', null)],
  ['the servers', (document) => set(document, 'servers', null)],
  ['a server', (document) => set(nodeAt(document, 'servers'), '0', null)],
  ['a requirement of a credential', (_, post) => set(nodeAt(post, 'security'), '0', null)],
  ['the scopes of a credential', (_, post) => set(nodeAt(post, 'security', 0), 'key', null)],
  [
    'the place of a credential',
    (document) => set(nodeAt(document, 'components', 'securitySchemes', 'key'), 'name', null),
  ],
  [
    'an alternative',
    (document) => set(nodeAt(problem(document), 'properties'), 'any', { allOf: [null] } as never),
  ],
  ['a dependency', (document) => set(problem(document), 'dependentRequired', { code: null })],
])('compares documents in which %s is null', async (_, malform) => {
  const messages = await compare(malform)
  expect(messages.join('\n')).toMatch(/email|details|Receipt/)
})

const jsonType = 'application/json'
const problem = (document: Node) => nodeAt(document, 'components', 'schemas', 'Problem0')

function set(node: Node, name: string, value: Node[string]) {
  node[name] = value
}

it('compares a YAML document with a reference that leads nowhere', async () => {
  const yaml = (type: string) => `openapi: 3.1.0
info: { title: Test, version: '1' }
paths:
  /items:
    get:
      operationId: getItems
      responses:
        200:
          description: Done.
          content:
            application/json:
              schema:
                properties:
                  id: { type: ${type} }
                  lost: { $ref: '#/components/schemas/Lost' }
`
  await writeFile(join(folder, 'before.yaml'), yaml('string'))
  await writeFile(join(folder, 'after.yaml'), yaml('integer'))
  const [before, after] = await Promise.all(
    ['before.yaml', 'after.yaml'].map((name) => readSide(folder, name, folder)),
  )
  if (!before || !after) throw new Error('Both sides were read.')
  expect((await compareSides({ before, after })).notices).toMatchObject([
    { message: '`data.id` changed from `string` to `number`', after: { line: 14 } },
  ])
})
