import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import {
  createRouter,
  encrypted,
  forNode,
  memoryStore,
  type Scheme,
  signed,
} from '@returning-kit/webhooks'
import { describe, expect, it } from 'vitest'
import { EmitError, startMock } from '../../src/index.ts'

const signing = { keys: 'whsec_ZmFrZS1zaWduaW5nLWtleS1mb3ItdGhpcy1leGFtcGxl' }
const encryption = { keys: 'fake-key-of-exactly-32-character' }

/** Starts a receiver, which remembers the payloads of one event. */
async function receiver(scheme: Scheme) {
  const payloads: unknown[] = []
  const router = createRouter({ scheme, store: memoryStore() })
  router.on('userJoinedServer', async ({ payload }) => void payloads.push(payload))
  const server = createServer(forNode(router, () => {}))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    payloads,
    to: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    [Symbol.asyncDispose]: async () => void server.close(),
  }
}

describe('emit', () => {
  it.each([
    ['signed', { signing }, signed(signing)],
    ['encrypted', { encryption }, encrypted(encryption)],
    [
      'encrypted and signed',
      { signing, encryption: { ...encryption, mode: 'CBC' as const } },
      signed({ ...signing, inside: encrypted({ ...encryption, mode: 'CBC' }) }),
    ],
  ])('sends a webhook that is %s', async (_, options, scheme) => {
    await using received = await receiver(scheme)
    await using mock = await startMock({ port: 0, webhooks: { to: received.to, ...options } })
    const delivered = await mock.emit('userJoinedServer', { userId: 'user-1' })
    expect(delivered).toMatchObject({ ok: true, status: 200 })
    const again = await mock.emit('userJoinedServer', { userId: 'x' }, { id: delivered.id })
    expect([again.status, received.payloads]).toEqual([200, [{ userId: 'user-1' }]])
    await mock.emit('userJoinedServer')
    expect(received.payloads).toEqual([{ userId: 'user-1' }, {}])
  })

  it('reports what the receiver rejects', async () => {
    await using received = await receiver(signed(signing))
    await using mock = await startMock({ port: 0 })
    const { to } = received
    const unsigned = await mock.emit('userJoinedServer', {}, { to })
    expect([unsigned.ok, unsigned.status]).toEqual([false, 401])
    const unhandled = await mock.emit('userVisitedServer', {}, { to, signing })
    expect(unhandled.status).toBe(422)
  })

  it('is available over HTTP', async () => {
    await using received = await receiver(signed(signing))
    await using mock = await startMock({ port: 0, controlToken: 'fake-control-token' })
    const send = async (name: string, body: object) => {
      const response = await fetch(`${mock.url}/__mock/webhooks/${name}`, {
        method: 'POST',
        headers: { authorization: 'Bearer fake-control-token' },
        body: JSON.stringify(body),
      })
      return [response.status, await response.json()]
    }
    const options = { to: received.to, signing: { keys: [signing.keys] } }
    const payload = { userId: 'user-1' }
    expect(await send('userJoinedServer', { payload, ...options })).toMatchObject([
      200,
      { ok: true, status: 200 },
    ])
    expect(received.payloads).toEqual([payload])
    expect(await send('nothing', options)).toMatchObject([422, { title: 'Webhook not sent' }])
    expect(await send('userJoinedServer', { url: 'x' })).toMatchObject([
      422,
      { detail: 'the body must NOT have additional properties: url' },
    ])
  })
})

it.each([
  [
    'nothing',
    {},
    { to: 'http://127.0.0.1:9/' },
    /has no webhook nothing\. Its webhooks: userJoined/,
  ],
  ['sendMessageIntoChannels', {}, { to: 'http://127.0.0.1:9/' }, /has no webhook/],
  ['userJoinedServer', {}, {}, /has no receiver\. Set `to` to a URL\./],
  ['userJoinedServer', 'text', { to: 'http://127.0.0.1:9/' }, /the payload must be object/],
  [
    'userJoinedServer',
    {},
    { to: 'http://127.0.0.1:9/' },
    /did not reach http:\/\/127\.0\.0\.1:9: /,
  ],
  ['userJoinedServer', {}, { to: 'http://127.0.0.1:9/', encryption: { keys: 'short' } }, /32/],
])('rejects to send %s with %j and %j', async (name, payload, options, message) => {
  await using mock = await startMock({ port: 0 })
  const sent = mock.emit(name, payload, options)
  await expect(sent).rejects.toThrow(message)
  await expect(sent).rejects.toBeInstanceOf(EmitError)
})

it('sends the webhooks of another document as they are', async () => {
  const schema = {
    type: 'object',
    required: ['id'],
    properties: { id: { type: 'integer' } },
  }
  const document = {
    openapi: '3.1.0',
    info: { title: 'Any', version: '1' },
    webhooks: {
      'order.paid': {
        put: {
          requestBody: { content: { 'application/json': { schema, example: { id: 1 } } } },
          responses: { 200: { description: 'Received.' } },
        },
      },
    },
  }
  const bodies: string[] = []
  const server = createServer(async (request, response) => {
    let body = `${request.method} `
    for await (const chunk of request) body += chunk
    bodies.push(body)
    response.end('received')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const to = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  await using mock = await startMock({ port: 0, document, webhooks: { to } })
  expect(await mock.emit('order.paid')).toMatchObject({ status: 200, body: 'received' })
  await mock.emit('order.paid', { id: 2 })
  expect(bodies).toEqual(['PUT {"id":1}', 'PUT {"id":2}'])
  await expect(mock.emit('order.paid', { name: 'x' })).rejects.toThrow(
    /must have required property 'id'; \/name is not in the contract/,
  )
  server.close()
})
