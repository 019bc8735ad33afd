import { once } from 'node:events'
import { connect, createServer } from 'node:http2'
import type { AddressInfo } from 'node:net'
import fastify from 'fastify'
import { expect, it } from 'vitest'
import {
  createRouter,
  createTestRequest,
  forFastify,
  forNode,
  memoryStore,
} from '../../src/index.ts'
import { bytesOf, schemes } from '../helpers.ts'

const options = { scheme: schemes.gcm, store: memoryStore() }
const router = createRouter(options).on('userJoinedServer', () => {})

/** Sends a request over cleartext HTTP/2 and returns its status. */
async function sendHttp2(origin: string, request: Request): Promise<number> {
  const session = connect(origin)
  try {
    const stream = session.request({
      ':method': 'POST',
      ':path': '/webhooks',
      ...Object.fromEntries(request.headers),
    })
    stream.end(await bytesOf(request))
    const [headers] = (await once(stream, 'response')) as [{ ':status': number }]
    stream.resume()
    await once(stream, 'end')
    return headers[':status']
  } finally {
    session.close()
  }
}

async function statusesOverHttp2(origin: string): Promise<number[]> {
  const request = await createTestRequest('userJoinedServer', {}, options)
  const unknown = await createTestRequest('levelReached', {}, options)
  return [
    await sendHttp2(origin, request.clone()),
    await sendHttp2(origin, request),
    await sendHttp2(origin, unknown),
  ]
}

it('receives over HTTP/2 in Fastify', async () => {
  const app = fastify({ http2: true })
  app.register(forFastify(router, '/webhooks'))
  const origin = await app.listen({ port: 0, host: '127.0.0.1' })
  expect(await statusesOverHttp2(origin)).toEqual([200, 200, 422])
  await app.close()
})

it('receives over HTTP/2 in Node', async () => {
  const server = createServer(forNode(router, () => {}))
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  expect(await statusesOverHttp2(`http://127.0.0.1:${port}`)).toEqual([200, 200, 422])
  server.close()
})
