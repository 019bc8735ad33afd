import { once } from 'node:events'
import { connect } from 'node:net'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Mock, startMock } from '../../src/index.ts'
import { headers, jsonHeaders, users } from '../helpers.ts'

const filter = '/apis/v1/users/filter'

describe('a malformed request', () => {
  let mock: Mock
  let port: number
  beforeAll(async () => {
    mock = await startMock({ port: 0 })
    port = Number(new URL(mock.url).port)
  })
  afterAll(() => mock.stop())

  // Sends lines that a client library would reject or change.
  async function statusOf(requestLine: string, ...lines: string[]): Promise<number> {
    const socket = connect(port, '127.0.0.1')
    const head = [
      requestLine,
      'host: mock',
      'connection: close',
      'authorization: Bearer fake-token',
    ]
    socket.write([...head, ...lines, '', ''].join('\r\n'))
    const [received] = await once(socket, 'data')
    socket.destroy()
    return Number(/^HTTP\/1\.1 (\d+)/.exec(String(received))?.[1])
  }

  it.each([
    [`GET http://mock${users} HTTP/1.1`, 200],
    ['GET http://mock?x=1 HTTP/1.1', 400],
    ['OPTIONS * HTTP/1.1', 400],
    ['GET * HTTP/1.1', 400],
    ['GET /%zz HTTP/1.1', 400],
    ['GET /v1/products/%zz HTTP/1.1', 400],
    [`GET ${users}?page=%zz HTTP/1.1`, 400],
  ])('%s gets %i', async (line, status) => {
    expect(await statusOf(line)).toBe(status)
  })

  it.each(['/', ';', 'x', 'text/', 'a b/c', 'application/json, text/plain'])(
    'with content type %j gets 415',
    async (type) => {
      const init = { method: 'POST', headers: { ...headers, 'content-type': type }, body: '{}' }
      expect((await fetch(mock.url + filter, init)).status).toBe(415)
    },
  )

  it.each(['%%%', ';;q=', '', 'text/html, *; q=.2, */*; q=.2'])(
    'with `Accept: %s` gets an example',
    async (accept) => {
      expect((await fetch(mock.url + users, { headers: { ...headers, accept } })).status).toBe(200)
    },
  )

  it.each(['000', '099', '100', '199', '600', '999'])(
    'that prefers status %s gets 422',
    async (code) => {
      const preferring = { ...headers, prefer: `code=${code}` }
      expect((await fetch(mock.url + users, { headers: preferring })).status).toBe(422)
    },
  )

  it('never gets 500', async () => {
    const text = fc.string({ unit: 'binary' }).map((value) => encodeURIComponent(value))
    const headerValue = fc.stringMatching(/^[!-~]{0,20}$/)
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'),
        fc.oneof(
          fc.constantFrom(users, filter),
          text.map((segment) => `/v1/products/${segment}`),
        ),
        fc.record({ accept: headerValue, cookie: headerValue, prefer: headerValue }),
        fc.oneof(headerValue, fc.constantFrom('application/json', 'multipart/form-data')),
        fc.string(),
        async (method, path, varied, type, body) => {
          const hasBody = method !== 'GET'
          const init = {
            method,
            headers: { ...headers, ...varied, ...(hasBody && { 'content-type': type }) },
            ...(hasBody && { body }),
          }
          expect((await fetch(mock.url + path, init)).status).toBeLessThan(500)
        },
      ),
      { numRuns: 100 },
    )
  })

  it('counts the first of two equal preferences', async () => {
    const init = { headers: { ...headers, prefer: 'code=404, code=400' } }
    expect((await fetch(mock.url + users, init)).status).toBe(404)
  })
})

describe('a mock keeps serving', () => {
  it.each([
    [
      'throws',
      () => {
        throw new Error('from the test')
      },
    ],
    ['rejects', () => Promise.reject(new Error('from the test'))],
  ])('if onRequest %s', async (_, onRequest) => {
    const warned = once(process, 'warning')
    await using mock = await startMock({ port: 0, onRequest })
    expect((await fetch(mock.url + users, { headers })).status).toBe(200)
    expect((await warned)[0]).toMatchObject({ message: 'onRequest threw: Error: from the test' })
    expect((await fetch(mock.url + users, { headers })).status).toBe(200)
  })

  it('if an example of a header has characters that no header has', async () => {
    const document = {
      openapi: '3.1.0',
      info: { title: 'Letters', version: '1' },
      paths: {
        '/letters': {
          get: {
            responses: {
              200: {
                description: 'Letters.',
                headers: {
                  'x-letter': { schema: { type: 'string' }, example: 'a\n\u{1f600}' },
                  trailer: { schema: { type: 'string' }, example: 'x-letter' },
                },
              },
            },
          },
        },
      },
    }
    await using mock = await startMock({ port: 0, document })
    const response = await fetch(`${mock.url}/letters`)
    expect([response.status, response.headers.get('x-letter')]).toEqual([200, 'a???'])
  })
})

it('sends generated data with a scenario', async () => {
  const script = { headers: { 'x-scripted': 'yes' }, times: 'always' } as const
  await using mock = await startMock({
    port: 0,
    dynamic: true,
    scenario: {
      responses: { listCommunityUsers: [script], listProducts: [script] },
      collections: [{ list: 'listUserFields', items: 3 }],
    },
  })
  const seeds = Array.from({ length: 10 }, (_, seed) => seed)
  const paths = [users, '/v1/products', `/apis${users.replace(/users$/, 'user-fields')}`]
  const statuses = await Promise.all(
    paths.flatMap((path) =>
      seeds.map(async (seed) => {
        const init = { headers: { ...jsonHeaders, prefer: `seed=${seed}` } }
        return (await fetch(mock.url + path, init)).status
      }),
    ),
  )
  expect(new Set(statuses)).toEqual(new Set([200]))
})
