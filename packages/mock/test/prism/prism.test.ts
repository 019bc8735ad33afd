import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createMock, type MockOptions, type Scenario, startMock } from '../../src/index.ts'

type Json = Readonly<Record<string, unknown>>

const integers = { type: 'array', items: { type: 'integer' } }
const ok = (example: unknown = { id: 1 }) => ({
  200: {
    description: 'Done.',
    content: {
      'application/json': {
        schema: { type: 'object', properties: { id: { type: 'integer' } } },
        example,
      },
    },
  },
})

function documentOf(parameters: readonly Json[], path = '/items', more: Json = {}) {
  const info = { title: 'Items', version: '1' }
  const get = { operationId: 'getItems', parameters, responses: ok(), ...more }
  return { openapi: '3.1.0', info, paths: { [path]: { get } } }
}

async function get(document: object, path: string, headers = {}, scenario: object = {}) {
  const response = await createMock({ document, scenario: scenario as Scenario }).fetch(
    `http://mock.example${path}`,
    {
      headers,
    },
  )
  const { status, headers: received } = response
  const violations = JSON.parse(received.get('sl-violations') ?? '[]')
  return { status, violations, body: await response.json() }
}

const old = { name: 'old', in: 'query', deprecated: true, schema: { type: 'string' } }

it('warns of a deprecated parameter', async () => {
  expect(await get(documentOf([old]), '/items?old=x')).toMatchObject({
    status: 200,
    violations: [
      { location: ['request', 'query', 'old'], severity: 'Warning', code: 'deprecated' },
    ],
  })
})

it('sends the response of the scenario to a request with a deprecated parameter', async () => {
  const scenario = { responses: { getItems: [{ status: 200, body: { id: 2 } }] } } as object
  const { body } = await get(documentOf([old]), '/items?old=x', {}, scenario)
  expect(body).toEqual({ id: 2 })
})

it.each([
  ['lacks an optional array', false, {}, 200],
  ['lacks a required array', true, {}, 422],
  ['has an array', true, { 'x-ids': '1,2' }, 200],
  ['has an array of another type', true, { 'x-ids': '1,a' }, 422],
])('validates a header that %s', async (_, required, headers, status) => {
  const document = documentOf([{ name: 'X-Ids', in: 'header', required, schema: integers }])
  expect((await get(document, '/items', headers)).status).toBe(status)
})

it.each([
  ['simple', '1,2', 200],
  ['simple', '1,a', 422],
  ['label', '.1,2', 200],
  ['matrix', ';ids=1,2', 200],
  ['matrix', ';ids=1,a', 422],
  ['matrix', '1,2', 422],
])('validates an array of the style %s in the path %s', async (style, ids, status) => {
  const parameter = { name: 'ids', in: 'path', required: true, style, schema: integers }
  expect((await get(documentOf([parameter], '/items/{ids}'), `/items/${ids}`)).status).toBe(status)
})

it.each([
  ['https://api.example.com/v1', 200],
  ['https://eu.example.com', 200],
  ['https://asia.example.com', 404],
])('finds the operation on the server %s', async (server, status) => {
  const servers = [
    { url: 'https://api.example.com/v1' },
    {
      url: 'https://{region}.example.com',
      variables: { region: { default: 'eu', enum: ['eu', 'us'] } },
    },
  ]
  const document = documentOf([], '/items', { servers })
  expect((await get(document, `/items?__server=${server}`)).status).toBe(status)
})

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'prism-'))
})
afterEach(() => rm(folder, { recursive: true }))

async function serveInvalid(options: MockOptions) {
  const spec = join(folder, 'openapi.json')
  await writeFile(spec, JSON.stringify(documentOf([old], '/items', { responses: ok({ id: 'x' }) })))
  await using mock = await startMock({ port: 0, spec, onProblem: () => {}, ...options })
  const response = await fetch(`${mock.url}/items?old=x`)
  const violations = JSON.parse(response.headers.get('sl-violations') ?? '[]')
  return { status: response.status, violations, body: await response.json() }
}

const invalidId = { location: ['response', 'body', 'id'], severity: 'Error', code: 'type' }

it('names an invalid response in a header', async () => {
  expect(await serveInvalid({})).toMatchObject({
    status: 200,
    violations: [{ severity: 'Warning' }, invalidId],
    body: { id: 'x' },
  })
})

it('replaces an invalid response with `errors`', async () => {
  expect(await serveInvalid({ errors: true })).toMatchObject({
    status: 500,
    violations: [{ severity: 'Warning' }, invalidId],
    body: {
      type: 'https://stoplight.io/prism/errors#VIOLATIONS',
      title: 'Invalid response',
      status: 500,
      validation: [invalidId],
    },
  })
})
