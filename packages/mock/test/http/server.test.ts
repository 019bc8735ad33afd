import { once } from 'node:events'
import { request } from 'node:http'
import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Mock, startMock } from '../../src/index.ts'
import { headers, jsonHeaders, users } from '../helpers.ts'

const filter = '/apis/v1/users/filter'

describe('a server', () => {
  let mock: Mock
  let port: number
  beforeAll(async () => {
    mock = await startMock({ port: 0, requestTimeout: 500 })
    port = Number(new URL(mock.url).port)
  })
  afterAll(() => mock.stop())

  it.each(['{"a":', '{"a":1}}', 'undefined', '\u0000', '{a:1}', '[', "{'a':1}"])(
    'rejects the malformed JSON %j at once',
    async (body) => {
      const response = await fetch(mock.url + filter, {
        method: 'POST',
        headers: jsonHeaders,
        body,
      })
      expect([response.status, await response.json()]).toMatchObject([
        400,
        { title: 'Malformed JSON', status: 400 },
      ])
    },
  )

  it('rejects malformed JSON of any JSON media type, and in chunks', async () => {
    const types = { ...headers, 'content-type': 'application/merge-patch+json; charset=utf-8' }
    expect(
      (await fetch(mock.url + filter, { method: 'POST', headers: types, body: '{' })).status,
    ).toBe(400)
    const body = new Blob(['{"a":']).stream()
    const init = { method: 'POST', headers: jsonHeaders, body, duplex: 'half' } as RequestInit
    expect((await fetch(mock.url + filter, init)).status).toBe(400)
  })

  it('rejects a body of 100 MB before it is sent', async () => {
    const sent = request({
      port,
      host: '127.0.0.1',
      path: filter,
      method: 'POST',
      headers: { ...jsonHeaders, 'content-length': 100_000_000 },
    })
    sent.on('error', () => {})
    sent.flushHeaders()
    const [response] = await once(sent, 'response')
    expect(response.statusCode).toBe(413)
    sent.destroy()
  })

  it('rejects a body of 100 MB without Content-Length', async () => {
    const chunk = Buffer.alloc(1_000_000, 'x')
    let sent = 0
    const body = new ReadableStream({
      pull: (controller) => {
        sent += 1
        if (sent > 100) controller.close()
        else controller.enqueue(chunk)
      },
    })
    const before = process.memoryUsage().rss
    const response = await fetch(mock.url + filter, {
      method: 'POST',
      headers: jsonHeaders,
      body,
      duplex: 'half',
    } as RequestInit)
    expect(response.status).toBe(413)
    // Its memory grows by little more than the limit of 10 MB.
    expect(process.memoryUsage().rss - before).toBeLessThan(80_000_000)
  })

  it('does not let a client continue that expects 100', async () => {
    const sent = request({
      port,
      host: '127.0.0.1',
      path: filter,
      method: 'POST',
      headers: { ...jsonHeaders, 'content-length': 100_000_000, expect: '100-continue' },
    })
    sent.on('error', () => {})
    let continued = false
    sent.on('continue', () => {
      continued = true
    })
    sent.flushHeaders()
    const [response] = await once(sent, 'response')
    expect([response.statusCode, continued]).toEqual([413, false])
    sent.destroy()
  })

  it.each([
    ['its headers', 'GET / HTTP/1.1\r\nhost: x\r\n'],
    [
      'its body',
      `POST ${filter} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 50\r\n\r\n{"fields":`,
    ],
  ])(
    'serves other clients while one is slow to send %s, and responds with 408',
    async (_, part) => {
      const slow = connect(port, '127.0.0.1')
      slow.write(part)
      await once(slow, 'connect')
      const others = await Promise.all(
        Array.from({ length: 20 }, () => fetch(mock.url + users, { headers })),
      )
      expect(new Set(others.map(({ status }) => status))).toEqual(new Set([200]))
      const [received] = await once(slow, 'data')
      expect(String(received)).toMatch(/^HTTP\/1\.1 408/)
      slow.destroy()
    },
  )

  it.each([
    ['a request', `GET ${users} HTTP/1.1\r\nhost: x\r\n\r\n`],
    [
      'a large request',
      `POST ${filter} HTTP/1.1\r\nhost: x\r\ncontent-type: text/plain\r\ncontent-length: 1000000\r\n\r\n${'x'.repeat(1e6)}`,
    ],
  ])('reads %s that arrived while the process was busy', async (_, bytes) => {
    const client = connect(port, '127.0.0.1')
    await once(client, 'connect')
    // The server has accepted the connection when it responds to a later one.
    await fetch(`${mock.url}/__mock/health`)
    client.write(bytes)
    // Blocks this process, and the mock in it, for longer than the time limit.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 700)
    const [received] = await once(client, 'data')
    expect(String(received)).toMatch(/^HTTP\/1\.1 401 /)
    client.destroy()
  })

  it.each([
    ['no HTTP', 'hello\r\n\r\n', /^HTTP\/1\.1 400 /],
    ['too many headers', `GET / HTTP/1.1\r\nx: ${'x'.repeat(20_000)}\r\n\r\n`, /^HTTP\/1\.1 431 /],
  ])('responds to %s', async (_, bytes, status) => {
    const client = connect(port, '127.0.0.1')
    client.write(bytes)
    const [received] = await once(client, 'data')
    expect(String(received)).toMatch(status)
    await once(client, 'close')
  })

  it('allows browsers of any origin', async () => {
    const preflight = {
      origin: 'https://app.example',
      'access-control-request-method': 'GET',
      'access-control-request-headers': 'authorization',
    }
    const response = await fetch(mock.url + users, { method: 'OPTIONS', headers: preflight })
    expect([response.status, response.headers.get('access-control-allow-methods')]).toEqual([
      204,
      'GET',
    ])
    const { headers: received } = await fetch(mock.url + users, {
      headers: { ...headers, origin: 'https://app.example' },
    })
    expect(received.get('access-control-allow-origin')).toBe('https://app.example')
    expect(received.get('access-control-allow-credentials')).toBe('true')
    expect(received.get('access-control-expose-headers')?.split(', ')).toContain('content-type')
    expect(received.get('access-control-expose-headers')).not.toContain('*')
  })

  it.each([
    ['code=404', 404],
    ['code=404, dynamic=true', 404],
    ['code=four', 422],
    ['dynamic=perhaps', 422],
    ['example=nowhere', 404],
  ])('supports `Prefer: %s`', async (prefer, status) => {
    expect((await fetch(mock.url + users, { headers: { ...headers, prefer } })).status).toBe(status)
    const query = prefer.split(', ').map((pair) => `__${pair}`)
    expect((await fetch(`${mock.url}${users}?${query.join('&')}`, { headers })).status).toBe(status)
  })

  it('generates the same data from the same seed', async () => {
    const prefer = 'dynamic=true, seed=7'
    const bodies = await Promise.all(
      [1, 2].map(async () =>
        (await fetch(mock.url + users, { headers: { ...headers, prefer } })).text(),
      ),
    )
    expect(bodies[0]).toBe(bodies[1])
  })

  it('does not generate from the seed of another request', async () => {
    const get = async (prefer: string) =>
      (await fetch(mock.url + users, { headers: { ...headers, prefer } })).text()
    await get('dynamic=true, seed=7')
    const first = await get('dynamic=true')
    await get('dynamic=true, seed=7')
    expect(await get('dynamic=true')).not.toBe(first)
  })

  it('has a page of its operations, scenario and last requests, not for other origins', async () => {
    await fetch(`${mock.url}/v1/products?token=fake-secret&x=<b>`, { headers })
    const response = await fetch(`${mock.url}/`, { headers: { origin: 'https://app.example' } })
    const page = await response.text()
    expect([response.status, response.headers.get('access-control-allow-origin')]).toEqual([
      200,
      null,
    ])
    expect(page).toContain('<td>/v1/products?token=***&#38;x=***</td><td>listProducts</td>')
    expect(page).toContain('<td>getCommunityUser</td>')
    expect(page).not.toMatch(/fake-secret|fake-token|<b>/)
  })

  it('responds with 404 and 405 for what the contract does not have', async () => {
    expect((await fetch(`${mock.url}/nowhere`)).status).toBe(404)
    expect((await fetch(mock.url + users, { method: 'DELETE', headers })).status).toBe(405)
  })
})
