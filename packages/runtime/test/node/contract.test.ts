import { getEventListeners, once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { FakeClock } from '@repo/testing/fake-clock'
import {
  type BodySerializer,
  type CallOptions,
  call,
  createContractClient,
  formBody,
  jsonBody,
  multipartBody,
  type Operation,
  query,
  type RuntimeOptions,
  rawBody,
  readBlob,
  readByType,
} from '@returning-kit/runtime'
import { nodeTransport } from '@returning-kit/runtime/node'
import { describe, expect, it } from 'vitest'
import { record, serve } from './server.ts'

// Every transport has to pass the same tests.
const transports: [string, typeof fetch][] = [
  ['the platform’s fetch', globalThis.fetch],
  ['nodeTransport()', nodeTransport()],
]

const read: Operation = { id: 'read', method: 'GET', path: '/read', parameters: { limit: query } }
const post = (type: string, serialize: BodySerializer): Operation => ({
  id: 'send',
  method: 'POST',
  path: '/send',
  body: { type, serialize },
})

describe.each(transports)('%s', (_, fetch) => {
  const clientOf = (server: string, options: RuntimeOptions = {}) =>
    createContractClient({ server }, { fetch, ...options })
  const get = (url: string, options: RuntimeOptions = {}, callOptions: CallOptions = {}) =>
    call(clientOf(url, options), read, {}, callOptions)
  const failure = (url: string, options?: RuntimeOptions, callOptions?: CallOptions) =>
    get(url, options, callOptions).catch((error: unknown) => error)

  it('sends the method, the path, the query and the headers', async () => {
    const { url, received } = await record()
    const options = { headers: { 'x-trace': 'a', accept: 'application/json' } }
    await call(clientOf(url), read, { limit: 2 }, options).orThrow()
    expect(received).toMatchObject([
      { method: 'GET', url: '/read?limit=2', headers: options.headers, body: '' },
    ])
    expect(received[0]?.headers).toHaveProperty('user-agent')
    expect(received[0]?.headers['accept-encoding']).toContain('gzip')
  })

  it.each([
    ['JSON', 'application/json', jsonBody, { a: 'é' }, '{"a":"é"}'],
    ['a form', 'application/x-www-form-urlencoded', formBody, { a: [1, 2] }, 'a=1&a=2'],
    ['a string', 'text/plain', rawBody, 'é', 'é'],
    ['bytes', 'application/octet-stream', rawBody, new TextEncoder().encode('abc'), 'abc'],
    ['a buffer', 'application/octet-stream', rawBody, Uint8Array.of(97, 98).buffer, 'ab'],
    ['a Blob', 'image/png', rawBody, new Blob(['abc'], { type: 'x/y' }), 'abc'],
    ['an empty string', 'text/plain', rawBody, '', ''],
  ])('sends %s with its length', async (_name, type, serialize, body, expected) => {
    const { url, received } = await record()
    await call(clientOf(url), post(type, serialize), { body }).orThrow()
    expect(received[0]).toMatchObject({ method: 'POST', body: expected })
    expect(received[0]?.headers['content-type']).toBe(type)
    expect(received[0]?.headers['content-length']).toBe(`${Buffer.byteLength(expected)}`)
    expect(received[0]?.headers['transfer-encoding']).toBeUndefined()
  })

  it('sends a multipart form, files included', async () => {
    const { url, received } = await record()
    const body = { name: 'n', file: new File(['abc'], 'a.txt', { type: 'text/plain' }) }
    await call(clientOf(url), post('multipart/form-data', multipartBody), { body }).orThrow()
    expect(received[0]?.headers['content-type']).toMatch(/^multipart\/form-data; ?boundary=/)
    const form = await new Response(received[0]?.body, {
      headers: { 'content-type': `${received[0]?.headers['content-type']}` },
    }).formData()
    expect(form.get('name')).toBe('n')
    expect(await (form.get('file') as File).text()).toBe('abc')
  })

  it('returns the status, the headers and the body', async () => {
    const url = await serve((_request, response) => {
      response.writeHead(201, 'Made', [
        ['set-cookie', 'a=1'],
        ['set-cookie', 'b=2'],
        ['x-name', 'caf\u00e9'],
      ])
      response.end(`{"a":"${'é'.repeat(100_000)}"}`)
    })
    const result = await get(url)
    expect(result).toMatchObject({ ok: true, status: 201, data: { a: 'é'.repeat(100_000) } })
    const { response } = result as { response: Response }
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2'])
    expect(response.headers.get('x-name')).toBe('caf\u00e9')
    expect(response).toMatchObject({ ok: true, statusText: 'Made', bodyUsed: true })
    expect(response.url).toBe(`${url}/read`)
    expect(response).toBeInstanceOf(Response)
  })

  it.each([204, 205, 304])('reads a %i, which has no body', async (status) => {
    const url = await serve((_request, response) => void response.writeHead(status).end())
    expect(await get(url)).toMatchObject({ ok: status < 300, status })
  })

  it('reads a HEAD, whose Content-Length announces no body', async () => {
    const url = await serve(
      (_request, response) => void response.writeHead(200, { 'content-length': 9 }).end(),
    )
    const head: Operation = { ...read, method: 'HEAD', read: readByType({}) }
    expect(await call(clientOf(url), head)).toMatchObject({ ok: true, status: 200 })
  })

  it('reads a file', async () => {
    const bytes = Uint8Array.of(0, 255, 13, 10)
    const url = await serve((_request, response) => {
      response.setHeader('content-type', 'image/png').end(bytes)
    })
    const result = await call(clientOf(url), { ...read, read: readBlob })
    const { data } = result as unknown as { data: Blob }
    expect(data.type).toBe('image/png')
    expect(await data.bytes()).toEqual(bytes)
  })

  it.each([
    ['gzip', gzipSync],
    ['X-GZip', gzipSync],
    ['deflate', deflateSync],
    ['deflate', deflateRawSync],
    ['br', brotliCompressSync],
    ['deflate, br', (json: string) => brotliCompressSync(deflateSync(json))],
  ])('decodes %s, and counts the decoded bytes', async (coding, compress) => {
    const url = await serve((_request, response) => {
      response.setHeader('content-encoding', coding).end(compress(`"${'a'.repeat(100_000)}"`))
    })
    expect(await get(url)).toMatchObject({ ok: true, data: 'a'.repeat(100_000) })
    expect(await get(url, { maxResponseBytes: 100_001 })).toMatchObject({ reason: 'body' })
    expect(await get(url, { maxResponseBytes: 100_002 })).toMatchObject({ ok: true })
  })

  it('reads a body with an unknown coding as it is, and an empty one', async () => {
    const url = await serve((request, response) => {
      const isEmpty = request.url === '/read?limit=0'
      response.setHeader('content-encoding', isEmpty ? 'br' : 'gzip, unknown')
      response.end(isEmpty ? '' : '1')
    })
    expect(await get(url)).toMatchObject({ ok: true, data: 1 })
    const empty = await call(clientOf(url), read, { limit: 0 })
    expect(empty).toMatchObject({ ok: false, message: 'The body is empty.' })
  })

  it('reports a body that its coding does not allow, and one that breaks', async () => {
    const url = await serve((request, response) => {
      response.setHeader('content-encoding', 'br')
      if (request.url === '/read') response.end('not compressed by brotli')
      else response.write(brotliCompressSync('{}'), () => response.destroy())
    })
    const failed = await failure(url, { retry: false })
    expect(failed).toMatchObject({ name: 'NetworkError', problem: 'broken' })
    const broken = call(clientOf(url, { retry: false }), read, { limit: 1 })
    await expect(broken).rejects.toMatchObject({ name: 'NetworkError' })
  })

  it('skips the byte order mark, and an informational response', async () => {
    const url = await serve((_request, response) => {
      response.writeEarlyHints({ link: '</a>; rel=preload' })
      response.end('\uFEFF{"a":1}')
    })
    expect(await get(url)).toMatchObject({ ok: true, status: 200, data: { a: 1 } })
  })

  it('follows a redirect within the limits of the client', async () => {
    const url = await serve((request, response) => {
      if (request.url === '/read') response.writeHead(302, { location: '/end' }).end('moved')
      else response.end(JSON.stringify(request.url))
    })
    expect(await get(url)).toMatchObject({ ok: true, data: '/end' })
    const loop = await serve(
      (_request, response) => void response.writeHead(302, { location: '/read' }).end(),
    )
    expect(await failure(loop)).toMatchObject({ name: 'NetworkError' })
  })

  it('stops reading at `maxResponseBytes`, and ends the connection', async () => {
    const closed = Promise.withResolvers<void>()
    const url = await serve((_request, response) => {
      response.on('close', closed.resolve)
      const write = () => {
        while (response.write('a'.repeat(10_000)));
      }
      response.on('drain', write)
      write()
    })
    expect(await get(url, { maxResponseBytes: 100_000 })).toMatchObject({
      ok: false,
      reason: 'body',
      message: 'The body exceeds maxResponseBytes.',
    })
    await closed.promise
  })

  it.each(['before the headers', 'in the body'])('ends at a time limit %s', async (where) => {
    const arrived = Promise.withResolvers<void>()
    const closed = Promise.withResolvers<void>()
    const url = await serve((_request, response) => {
      response.on('close', closed.resolve)
      if (where === 'in the body') response.write('{')
      arrived.resolve()
    })
    const clock = new FakeClock()
    const ended = failure(url, { clock, retry: false })
    await arrived.promise
    await new Promise(setImmediate)
    clock.next()
    expect(await ended).toMatchObject({ name: 'TimeoutError', limit: 'timeout' })
    await closed.promise
  })

  it.each(['before the headers', 'in the body'])('ends at an abort %s', async (where) => {
    const arrived = Promise.withResolvers<void>()
    const closed = Promise.withResolvers<void>()
    const url = await serve((_request, response) => {
      response.on('close', closed.resolve)
      if (where === 'in the body') response.write('{')
      arrived.resolve()
    })
    const controller = new AbortController()
    const ended = failure(url, {}, { signal: controller.signal })
    await arrived.promise
    controller.abort('enough')
    expect(await ended).toMatchObject({ name: 'AbortError', cause: 'enough' })
    await closed.promise
    expect(getEventListeners(controller.signal, 'abort')).toEqual([])
  })

  it.each(['before the headers', 'in the body'])('retries after a break %s', async (where) => {
    let count = 0
    const url = await serve((_request, response) => {
      count += 1
      if (count > 1) response.end('[]')
      else if (where === 'in the body') response.write('{', () => response.destroy())
      else response.destroy()
    })
    expect(await get(url, { retry: { baseDelay: 0 } })).toMatchObject({ ok: true, attempts: 2 })
    count = 0
    expect(await failure(url, { retry: false })).toMatchObject({ name: 'NetworkError' })
  })

  it('says that no connection was established', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    await new Promise((closed) => server.close(closed))
    const error = await failure(`http://127.0.0.1:${port}`, { retry: false })
    expect(error).toMatchObject({ name: 'NetworkError' })
    expect((error as Error).message).toContain('Check `baseUrl` and the network.')
  })

  it('leaves no listener on a long-lived signal', async () => {
    const { url } = await record()
    const { signal } = new AbortController()
    for (let count = 0; count < 5; count += 1) await get(url, {}, { signal })
    expect(getEventListeners(signal, 'abort')).toEqual([])
  })
})
