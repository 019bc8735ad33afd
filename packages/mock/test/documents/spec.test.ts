import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ContractError, type MockOptions, type Scenario, startMock } from '../../src/index.ts'
import { headers, users as userPath } from '../helpers.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'returning-kit-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function write(files: Readonly<Record<string, string>>): Promise<string> {
  const own = await mkdtemp(join(folder, 'spec-'))
  for (const [name, text] of Object.entries(files)) {
    await mkdir(join(own, name, '..'), { recursive: true })
    await writeFile(join(own, name), text)
  }
  return own
}

const orders = `
openapi: 3.1.0
info: { title: Orders, version: '1' }
servers: [{ url: 'https://orders.example.com/v1' }]
paths:
  /orders/{id}: { $ref: './paths/order.yaml' }
  /health:
    get:
      operationId: getHealth
      responses: { 200: { description: Up, content: { text/plain: { example: orders } } } }
`
const order = `
get:
  operationId: getOrder
  parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
  responses:
    200:
      description: An order.
      content:
        application/json:
          schema: { $ref: '../schemas.yaml#/Order' }
          example: { id: '1', placed: 2026-01-02, parent: null }
    404: { description: None. }
`
const schemas = `
Order:
  type: object
  required: [id]
  properties:
    id: { type: string }
    placed: { type: string, format: date }
    parent: { anyOf: [{ $ref: '#/Order' }, { type: 'null' }] }
`
const users = JSON.stringify({
  openapi: '3.0.3',
  info: { title: 'Users', version: '1' },
  servers: [{ url: '/users-api' }],
  paths: {
    '/users': {
      get: {
        operationId: 'listUsers',
        responses: {
          200: {
            description: 'Users.',
            content: {
              'application/json': {
                schema: { type: 'string', nullable: true },
                example: null,
              },
            },
          },
        },
      },
    },
    '/health': {
      get: {
        operationId: 'getHealth',
        responses: { 200: { description: 'Up', content: { 'text/plain': { example: 'users' } } } },
      },
    },
  },
})
const files = {
  'orders.yaml': orders,
  'paths/order.yaml': order,
  'schemas.yaml': schemas,
  'nested/users.json': users,
  'package.json': '{"name":"x"}',
}

const start = (options: MockOptions) => startMock({ port: 0, ...options })

describe('spec', () => {
  it('serves a file, with references to other files', async () => {
    const path = await write(files)
    await using mock = await start({ spec: join(path, 'orders.yaml') })
    const response = await fetch(`${mock.url}/orders/7`)
    expect(await response.json()).toEqual({ id: '1', placed: '2026-01-02', parent: null })
    expect((await fetch(`${mock.url}/orders/7`, { method: 'POST' })).status).toBe(405)
    expect(mock.requests[0]).toMatchObject({ operation: 'getOrder', pathParameters: { id: '7' } })
  })

  it('serves all documents of a folder, of both versions, also below their base paths', async () => {
    const path = await write(files)
    const scenario = { responses: { getOrder: [{ status: 404 }], listUsers: [{ status: 503 }] } }
    await using mock = await start({ spec: path, scenario: scenario as unknown as Scenario })
    const get = async (target: string) => {
      const response = await fetch(mock.url + target)
      return [response.status, await response.text()]
    }
    expect(mock.operations).toBe(4)
    expect([await get('/orders/1'), await get('/users')]).toEqual([
      [404, ''],
      [503, ''],
    ])
    expect((await get('/v1/orders/1'))[0]).toBe(200)
    expect(await get('/users-api/users')).toEqual([200, 'null'])
    // Files are in alphabetical order, and the first document with a path has it.
    expect([await get('/health'), await get('/v1/health')]).toEqual([
      [200, 'users'],
      [200, 'orders'],
    ])
    expect(mock.requests.slice(-2).map(({ operation }) => operation)).toEqual([
      'getHealth',
      'orders.getHealth',
    ])
    expect((await get('/'))[1]).toContain('Mock of Users, Orders')
    const covered = mock.coverage().details.filter(({ calls }) => calls > 0)
    expect(covered.map(({ operation }) => operation)).toEqual([
      'listUsers',
      'getHealth',
      'getOrder',
      'orders.getHealth',
    ])
  })

  it('serves the sources of the bundled contract like the contract', async () => {
    const problems: string[] = []
    const spec = join(import.meta.dirname, '../../../../openapi/openapi.yaml')
    await using mock = await start({ spec, onProblem: (problem) => problems.push(problem) })
    await using bundled = await start({})
    expect([mock.operations, problems]).toEqual([bundled.operations, []])
    const get = async ({ url }: { url: string }) =>
      (await fetch(`${url}${userPath}?fields=email`, { headers })).text()
    expect(await get(mock)).toBe(await get(bundled))
  })

  it('reports problems of a document, and serves it', async () => {
    const path = await write({
      'a.yaml': orders
        .replace('$ref', 'x-ref')
        .replace('Up,', `Up, headers: { X-A: { schema: { type: integer }, example: x } },`),
    })
    const problems: string[] = []
    await using mock = await start({
      spec: join(path, 'a.yaml'),
      onProblem: (problem) => problems.push(problem),
    })
    expect(problems).toEqual([
      expect.stringMatching(/a\.yaml: example #\/paths\/~1health.*must be integer$/),
    ])
    expect((await fetch(`${mock.url}/health`)).status).toBe(200)
  })

  it.each([
    ['a missing file', {}, 'nowhere.yaml', /nowhere\.yaml does not exist/],
    ['a folder without documents', { 'a.json': '{}' }, '', /has no OpenAPI document/],
    ['broken YAML', { 'a.yaml': 'openapi: [' }, 'a.yaml', /a\.yaml: .*flow/i],
    [
      'a missing reference',
      { 'a.yaml': orders },
      'a.yaml',
      /a\.yaml refers to .*order\.yaml: ENOENT/,
    ],
    [
      'OpenAPI 2',
      { 'a.yaml': 'swagger: "2.0"' },
      'a.yaml',
      /must be OpenAPI 3\.0, 3\.1 or 3\.2, found 2\.0/,
    ],
    [
      'a reference of another scheme',
      { 'a.yaml': orders.replace('./paths/order.yaml', 'ftp://127.0.0.1/order.yaml') },
      'a.yaml',
      /a\.yaml refers to ftp:\/\/127\.0\.0\.1\/order\.yaml, which is neither a file nor/,
    ],
  ])('rejects %s', async (_, written, file, message) => {
    const path = join(await write(written as Record<string, string>), file)
    await expect(start({ spec: path })).rejects.toThrow(message)
    await expect(start({ spec: path })).rejects.toBeInstanceOf(ContractError)
  })
})
