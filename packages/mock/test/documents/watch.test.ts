import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { type Scenario, startMock } from '../../src/index.ts'

const item = { type: 'object', properties: { id: { type: 'string' }, name: { type: 'string' } } }
const json = (schema: object, example?: unknown) => ({
  'application/json': { schema, ...(example !== undefined && { example }) },
})
const responses = (status: number, content: object) => ({
  [status]: { description: 'Any.', content },
  500: { description: 'Failed.' },
})

/** Returns a document with a list, which has another id in some tests, and more paths. */
function store({ list = 'listItems', more = {} } = {}): string {
  return JSON.stringify({
    openapi: '3.1.0',
    info: { title: 'Store', version: '1' },
    paths: {
      '/items': {
        get: {
          operationId: list,
          responses: responses(200, json({ type: 'array', items: item }, [{ id: '1' }])),
        },
        post: {
          operationId: 'createItem',
          requestBody: { content: json(item) },
          responses: responses(201, json(item, { id: '1' })),
        },
      },
      ...more,
    },
  })
}

const scenario = {
  collections: [{ list: 'listItems', create: 'createItem' }],
  responses: { listItems: [{ status: 500 }] },
} as unknown as Scenario

it('serves a changed document, with scenario, items and requests kept', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'returning-kit-'))
  const spec = join(folder, 'store.json')
  await writeFile(spec, store())
  const reloads: ((error: Error | undefined) => void)[] = []
  await using mock = await startMock({
    port: 0,
    spec,
    watch: true,
    scenario,
    onReload: (error) => reloads.shift()?.(error),
  })
  const change = async (text: string) => {
    const { promise, resolve } = Promise.withResolvers<Error | undefined>()
    reloads.push(resolve)
    await writeFile(spec, text)
    return promise
  }
  const status = async (path: string) => (await fetch(mock.url + path)).status
  const create = (name: string) =>
    fetch(`${mock.url}/items`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name }),
    })
  const added = { '/added': { get: { responses: { 200: { description: 'Added.' } } } } }
  expect(await status('/items')).toBe(500)
  await create('kept')
  expect(await status('/added')).toBe(404)
  expect(await change(store({ more: added }))).toBeUndefined()
  expect([await status('/added'), mock.operations]).toEqual([200, 3])
  await create('second')
  const items = (await (await fetch(`${mock.url}/items`)).json()) as { name: string }[]
  expect(items.map(({ name }) => name)).toEqual(['kept', 'second'])
  expect(mock.requests[0]).toMatchObject({ operation: 'listItems', status: 500 })
  // Neither a broken document nor one without an operation of the scenario replaces it.
  expect((await change('{'))?.message).toMatch(/store\.json: /)
  expect((await change(store({ list: 'renamed' })))?.message).toMatch(/unknown operation listItems/)
  expect(await status('/added')).toBe(200)
  expect(await change(store())).toBeUndefined()
  expect(await status('/added')).toBe(404)
  await rm(folder, { recursive: true })
})
