import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createClient, isNetworkError, listCommunityUsers } from '../../src/index.ts'
import { communityId } from '../helpers.ts'

/** A server on loopback, for responses that a `Response` object cannot represent. */
async function served(listener: RequestListener) {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return createClient({ token: 'fake-token', baseUrl: `http://127.0.0.1:${port}`, retry: false })
}

const json = { 'content-type': 'application/json' }
const good = '{"meta":{"status":"success","statusCode":200},"data":[]}'

describe('every response becomes a defined result with its status', () => {
  it.each([
    [
      'an empty 404',
      404,
      json,
      '',
      {
        ok: false,
        status: 404,
        reason: 'status',
        error: undefined,
        text: undefined,
        message: 'Not Found',
      },
    ],
    [
      'an HTML error page',
      502,
      { 'content-type': 'text/html' },
      '<h1>Bad</h1>',
      { ok: false, status: 502, error: undefined, text: '<h1>Bad</h1>' },
    ],
    [
      'an undeclared status',
      418,
      json,
      '{"message":"tea"}',
      { ok: false, status: 418, error: { message: 'tea' }, message: 'tea' },
    ],
    [
      'an empty 200',
      200,
      json,
      '',
      { ok: false, status: 200, reason: 'body', message: 'The body is empty.' },
    ],
    [
      'an HTML 200',
      200,
      { 'content-type': 'text/html' },
      '<html>',
      { ok: false, status: 200, reason: 'body', text: '<html>' },
    ],
    [
      'JSON that ends too early',
      200,
      json,
      '{"meta":{"status":"success"',
      { ok: false, status: 200, reason: 'body', text: '{"meta":{"status":"success"' },
    ],
    [
      'JSON without the envelope',
      200,
      json,
      '{"users":[]}',
      { ok: false, status: 200, reason: 'envelope', error: { users: [] } },
    ],
    ['JSON that is no object', 200, json, '7', { ok: false, status: 200, reason: 'envelope' }],
    [
      'a wrong content type around good JSON',
      200,
      { 'content-type': 'text/plain' },
      good,
      { ok: true, status: 200, data: [] },
    ],
    ['a byte order mark', 200, json, `\ufeff${good}`, { ok: true, status: 200, data: [] }],
    ['another 2xx status', 201, json, good, { ok: true, status: 201, data: [] }],
    ['a 204', 204, {}, undefined, { ok: true, status: 204, data: undefined }],
  ])('%s', async (_, status, headers, body, expected) => {
    const client = await served((_request, response) =>
      response.writeHead(status, headers).end(body),
    )
    const result = await listCommunityUsers(client, { communityId })
    expect(result).toMatchObject(expected)
    expect(result.response.status).toBe(status)
    expect(result.response.url).toContain(communityId)
  })

  it('a body that exceeds maxResponseBytes', async () => {
    const server = await served((_request, response) =>
      response.writeHead(200, json).end(good.padEnd(5000)),
    )
    expect(await listCommunityUsers(server, { communityId })).toMatchObject({ ok: true })
    const small = createClient({
      token: 'fake-token',
      maxResponseBytes: 100,
      fetch: async () => new Response(good.padEnd(5000)),
    })
    expect(await listCommunityUsers(small, { communityId })).toMatchObject({
      ok: false,
      status: 200,
      reason: 'body',
      message: expect.stringContaining('maxResponseBytes'),
    })
  })

  it('properties called __proto__, which stay properties', async () => {
    const hostile =
      '{"meta":{"status":"success"},"__proto__":{"data":[1],"polluted":true},"data":[{"__proto__":{"admin":true}}]}'
    const client = await served((_request, response) => response.writeHead(200, json).end(hostile))
    const result = await listCommunityUsers(client, { communityId })
    expect(result.ok && (result.data[0] as { admin?: boolean }).admin).toBeUndefined()
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
  })
})

describe('an incomplete response is a NetworkError', () => {
  it('an interrupted body', async () => {
    const client = await served((_request, response) => {
      response.writeHead(200, { ...json, 'content-length': '1000' })
      response.write('{"meta":')
      setImmediate(() => response.destroy())
    })
    const error = await listCommunityUsers(client, { communityId }).catch(
      (thrown: unknown) => thrown,
    )
    expect(isNetworkError(error) && error.message).toContain('The connection broke.')
  })

  it('an unreachable host, with what to check', async () => {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    await new Promise((resolve) => server.close(resolve))
    const client = createClient({
      token: 'fake-token',
      baseUrl: `http://127.0.0.1:${port}`,
      retry: false,
    })
    const error = await listCommunityUsers(client, { communityId }).catch(
      (thrown: unknown) => thrown,
    )
    expect(isNetworkError(error)).toBe(true)
    expect(error).toMatchObject({
      attempts: 1,
      operation: 'listCommunityUsers',
      message: expect.stringMatching(/ECONNREFUSED.*Check `baseUrl`/),
    })
  })
})
