import { request as httpRequest } from 'node:http'
import { text } from 'node:stream/consumers'
import { afterAll, expect, it } from 'vitest'
import { startMock } from '../../src/index.ts'

const controlToken = 'fake-control-token'
const mock = await startMock({ port: 0, controlToken, allowedHosts: ['mock.example.com'] })
afterAll(() => mock.stop())

/** Sends headers that `fetch` does not let a program set. */
async function rawStatus(path: string, rawHeaders: Record<string, string>) {
  const { port } = new URL(mock.url)
  const { promise, resolve } = Promise.withResolvers<[number, Record<string, unknown>, string]>()
  httpRequest({ port, path, headers: rawHeaders }, async (response) => {
    const body = await text(response)
    resolve([response.statusCode ?? 0, response.headers, body])
  }).end()
  return promise
}

it.each(['health', 'ready'])('lets everyone ask for %s', async (path) => {
  expect((await fetch(`${mock.url}/__mock/${path}`)).status).toBe(200)
  expect((await fetch(`${mock.url}/__mock/${path}`, { method: 'HEAD' })).status).toBe(200)
})

it.each(['scenario', 'requests', 'verification', 'coverage', 'webhooks'])(
  'asks for the token of %s',
  async (path) => {
    const response = await fetch(`${mock.url}/__mock/${path}`)
    expect([response.status, response.headers.get('www-authenticate')]).toEqual([401, 'Bearer'])
    expect(await response.json()).toMatchObject({
      detail: expect.stringMatching(/Bearer <token>/),
    })
  },
)

it.each(['Bearer wrong', 'Bearer ', `Basic ${controlToken}`, controlToken])(
  'rejects %s',
  async (authorization) => {
    expect((await rawStatus('/__mock/requests', { authorization }))[0]).toBe(401)
  },
)

const authorization = `Bearer ${controlToken}`

it.each(['http://evil.example.com', 'null', 'http://localhost'])(
  'rejects a page of %s, and lets it read nothing',
  async (origin) => {
    const [code, received] = await rawStatus('/__mock/requests', { authorization, origin })
    expect(code).toBe(403)
    expect(Object.keys(received).filter((name) => name.startsWith('access-control'))).toEqual([])
  },
)

it('answers no preflight request', async () => {
  const response = await fetch(`${mock.url}/__mock/scenario`, {
    method: 'OPTIONS',
    headers: { origin: 'http://evil.example.com', 'access-control-request-method': 'PUT' },
  })
  expect([response.status, response.headers.get('access-control-allow-origin')]).toEqual([
    403,
    null,
  ])
})

it.each([
  ['evil.example.com', 403],
  ['evil.example.com:80', 403],
  ['mock.example.com:4010', 200],
  ['returning:4010', 200],
  ['10.0.0.7', 200],
  ['[::1]:4010', 200],
  ['app.localhost', 200],
  ['localhost.evil.example.com', 403],
])('answers the host %s with %i', async (host, code) => {
  expect((await rawStatus('/__mock/requests', { authorization, host }))[0]).toBe(code)
})

it.each([
  ['localhost:4010', true],
  ['evil.example.com', false],
])('shows the host %s requests on the page at /: %s', async (host, isShown) => {
  await fetch(`${mock.url}/nowhere`)
  const [code, , page] = await rawStatus('/', { host })
  expect([code, page.includes('/nowhere')]).toEqual([200, isShown])
})

it('is not passed by an absolute target or a path that only starts alike', async () => {
  expect((await rawStatus('http://x/__mock/requests', { origin: 'http://x' }))[0]).toBe(403)
  expect((await fetch(`${mock.url}/__mocks/requests`)).status).toBe(404)
})
