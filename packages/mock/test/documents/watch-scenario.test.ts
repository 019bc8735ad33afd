import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { type MockOptions, type Scenario, startMock } from '../../src/index.ts'
import { headers, jsonHeaders } from '../helpers.ts'

const folder = await mkdtemp(join(tmpdir(), 'returning-kit-'))
afterAll(() => rm(folder, { recursive: true }))

const collections = [{ list: 'listCommunityUsers', items: 3 }] as const
const item = { type: 'object', properties: { id: { type: 'string' }, name: { type: 'string' } } }
const content = (schema: object, example: unknown) => ({
  content: { 'application/json': { schema, example } },
})
const store = {
  openapi: '3.1.0',
  info: { title: 'Store', version: '1' },
  paths: {
    '/items': {
      get: {
        operationId: 'listItems',
        responses: {
          200: { description: 'All.', ...content({ type: 'array', items: item }, [{ id: '1' }]) },
        },
      },
      post: {
        operationId: 'createItem',
        requestBody: { content: { 'application/json': { schema: item } } },
        responses: { 201: { description: 'It.', ...content(item, { id: '1' }) } },
      },
    },
  },
}

type UserResponses = NonNullable<NonNullable<Scenario['responses']>['getUser']>

const failing = (...statuses: number[]) => statuses.map((status) => ({ status })) as UserResponses

/** Starts a mock that watches a scenario file. `change` writes it and waits for the reload. */
async function watching(name: string, text: string, options: MockOptions = {}) {
  const scenarioFile = join(folder, name)
  await writeFile(scenarioFile, text)
  const reloads: ((error: Error | undefined) => void)[] = []
  const onReload = (error: Error | undefined) => reloads.shift()?.(error)
  const mock = await startMock({ port: 0, watch: true, scenarioFile, onReload, ...options })
  const change = async (changed: string) => {
    const { promise, resolve } = Promise.withResolvers<Error | undefined>()
    reloads.push(resolve)
    await writeFile(scenarioFile, changed)
    return promise
  }
  const userPath = '/apis/v1/users/61100af5c548eb5c7ebc7819'
  const get = async (path = userPath, session = '') => {
    const response = await fetch(mock.url + path, {
      headers: { ...headers, 'x-mock-session': session },
    })
    return { status: response.status, body: (await response.json().catch(() => null)) as never }
  }
  return { mock, change, get }
}

const json = (scenario: Scenario) => JSON.stringify(scenario)

it('replaces changed responses, and keeps the use of those that are the same', async () => {
  const { mock, change, get } = await watching(
    'responses.json',
    json({ responses: { getUser: failing(503, 502) } }),
  )
  await using _ = mock
  expect((await get()).status).toBe(503)
  expect(await change(json({ responses: { getUser: failing(503, 504, 429) } }))).toBeUndefined()
  expect([(await get()).status, (await get()).status, (await get()).status]).toEqual([
    504, 429, 200,
  ])
  expect(mock.requests).toHaveLength(4)
  expect(await change(json({ responses: { getUser: failing(504) } }))).toBeUndefined()
  expect((await get()).status).toBe(504)
  expect(mock.verification().unused).toEqual([
    { operation: 'getUser', index: 1, uses: 0, times: 1 },
  ])
})

it('keeps stored items until the collections change', async () => {
  const collection = (items: number) => ({ list: 'listItems', create: 'createItem', items })
  const text = (scenario: object) => JSON.stringify(scenario)
  const { mock, change, get } = await watching(
    'collections.json',
    text({ collections: [collection(2)] }),
    { document: store },
  )
  await using _ = mock
  const names = async () =>
    ((await get('/items')).body as { name: string }[]).map(({ name }) => name)
  await fetch(`${mock.url}/items`, { method: 'POST', headers: jsonHeaders, body: '{"name":"own"}' })
  expect(await names()).toHaveLength(3)
  expect(await change(text({ latency: 1, collections: [collection(2)] }))).toBeUndefined()
  expect((await names()).at(-1)).toBe('own')
  expect(await change(text({ collections: [collection(4)] }))).toBeUndefined()
  expect(await names()).toHaveLength(4)
  expect(await names()).not.toContain('own')
})

it('keeps the former scenario if the file is invalid', async () => {
  const { mock, change, get } = await watching('invalid.json', json({ collections }))
  await using _ = mock
  expect((await change('{'))?.message).toMatch(/invalid\.json cannot be read/)
  const unknown = '{"responses":{"nothing":[{"status":503}]}}'
  expect((await change(unknown))?.message).toMatch(/unknown operation nothing/)
  expect(mock.scenario).toEqual({ collections })
  expect(await change(json({ responses: { getUser: failing(503) } }))).toBeUndefined()
  expect((await get()).status).toBe(503)
})

it('loads a module again, and keeps the scenario of a session that replaced it', async () => {
  const module = (status: number) =>
    `export default { responses: { getUser: [() => ({ status: ${status} })] } }`
  const { mock, change, get } = await watching('scenario.mjs', module(503))
  await using _ = mock
  await get(undefined, 'own')
  mock.session('own').scenario = { responses: { getUser: failing(429, 429) } }
  expect([(await get()).status, (await get(undefined, 'own')).status]).toEqual([503, 429])
  expect(await change(module(504))).toBeUndefined()
  expect([(await get()).status, (await get(undefined, 'own')).status]).toEqual([504, 429])
  expect((await get(undefined, 'later')).status).toBe(504)
})

it('prefers what the options declare', async () => {
  const { mock, change } = await watching(
    'faults.json',
    json({ latency: 1, faults: { seed: 'a' } }),
    {
      scenario: { faults: { rate: 0.5 } },
    },
  )
  await using _ = mock
  expect(mock.scenario).toEqual({ latency: 1, faults: { seed: 'a', rate: 0.5 } })
  expect(await change(json({ faults: { rate: 0.1, seed: 'b' } }))).toBeUndefined()
  expect(mock.scenario).toEqual({ faults: { seed: 'b', rate: 0.5 } })
})

it('loads a document and a scenario together, so that both may rename an operation', async () => {
  const document = (operationId: string) => {
    const responses = { 200: { description: 'Any.' }, 500: { description: 'Failed.' } }
    const paths = { '/thing': { get: { operationId, responses } } }
    return JSON.stringify({ openapi: '3.1.0', info: { title: 'T', version: '1' }, paths })
  }
  const scenario = (id: string) => JSON.stringify({ responses: { [id]: [{ status: 500 }] } })
  const spec = join(folder, 'thing.json')
  await writeFile(spec, document('getThing'))
  const { mock, change, get } = await watching('thing-scenario.json', scenario('getThing'), {
    spec,
  })
  await using _ = mock
  await writeFile(spec, document('readThing'))
  // The change of the document alone may be seen first; then the scenario does not fit it.
  const error = await change(scenario('readThing'))
  if (error) expect(error.message).toMatch(/unknown operation/)
  await expect.poll(() => mock.operationOf('GET', '/thing')).toBe('readThing')
  expect((await get('/thing')).status).toBe(500)
})
