import { once } from 'node:events'
import { createServer } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { type AddressInfo, connect } from 'node:net'
import { nodeTransport } from '@returning-kit/runtime/node'
import { Agent, MockAgent, ProxyAgent } from 'undici'
import { expect, it, onTestFinished } from 'vitest'
import { listen, record, serve } from './server.ts'

function agent(options: Agent.Options): Agent {
  const dispatcher = new Agent(options)
  onTestFinished(() => dispatcher.destroy())
  return dispatcher
}

it('keeps connections alive, as many as the agent allows', async () => {
  const sockets = new Set()
  const url = await serve((request, response) => {
    sockets.add(request.socket)
    response.end('a')
  })
  const fetch = nodeTransport({ dispatcher: agent({ connections: 2 }) })
  const texts = await Promise.all(Array.from({ length: 20 }, async () => (await fetch(url)).text()))
  expect(texts.join('')).toBe('a'.repeat(20))
  expect(sockets.size).toBe(2)
})

it('ends a request that waits for a connection', async () => {
  const arrived = Promise.withResolvers<void>()
  const url = await serve(() => arrived.resolve())
  const fetch = nodeTransport({ dispatcher: agent({ connections: 1 }) })
  const first = fetch(url).catch(() => {})
  await arrived.promise
  const controller = new AbortController()
  const second = fetch(url, { signal: controller.signal })
  await new Promise(setImmediate)
  controller.abort(new Error('enough'))
  await expect(second).rejects.toThrow('enough')
  await expect(fetch(url, { signal: controller.signal })).rejects.toThrow('enough')
  void first
})

it('sends through a proxy', async () => {
  const { url, received } = await record()
  const connected: (string | undefined)[] = []
  const proxy = createServer()
  proxy.on('connect', (request, socket) => {
    connected.push(request.url)
    const [host, port] = `${request.url}`.split(':')
    const target = connect(Number(port), host, () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n')
      target.pipe(socket).pipe(target)
    })
    for (const end of [socket, target]) end.on('error', () => {})
  })
  const dispatcher = new ProxyAgent({ uri: await listen(proxy), proxyTunnel: true })
  onTestFinished(() => dispatcher.destroy())
  expect(await (await nodeTransport({ dispatcher })(url)).json()).toEqual([])
  expect(connected).toEqual([new URL(url).host])
  expect(received).toHaveLength(1)
})

it('passes TLS options to the connection', async () => {
  // A shared key instead of a certificate, which a test could not create.
  const key = Buffer.from('fake-key')
  const tls = { ciphers: 'PSK', maxVersion: 'TLSv1.2' } as const
  const server = createTlsServer({ ...tls, pskCallback: () => key }, (_request, response) =>
    response.end('safe'),
  )
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`
  const pskCallback = () => ({ psk: key, identity: 'test' })
  const options = { ...tls, pskCallback, checkServerIdentity: () => undefined }
  const fetch = nodeTransport({ dispatcher: agent({ connect: options }) })
  expect(await (await fetch(url)).text()).toBe('safe')
  await expect(nodeTransport({ dispatcher: agent({}) })(url)).rejects.toThrow()
})

it('uses the dispatcher of a call, and the mock of undici', async () => {
  const mock = new MockAgent()
  mock.disableNetConnect()
  mock.get('https://api.example.com').intercept({ path: '/a?b=1' }).reply(200, 'mocked')
  const init = { dispatcher: mock } as RequestInit
  expect(await (await nodeTransport()('https://api.example.com/a?b=1', init)).text()).toBe('mocked')
})

it('sends a Request like fetch, and streams', async () => {
  const { url, received } = await record()
  const headers = { 'Content-Type': 'x/y', 'X-A': 'a' }
  const fetch = nodeTransport()
  await fetch(new Request(url, { method: 'PUT', body: 'abc', headers }))
  await fetch(url, { method: 'POST', body: new Blob(['abc']).stream(), headers })
  await fetch(url, { method: 'POST', body: new URLSearchParams({ a: 'b' }) })
  await fetch(new URL(url), { method: 'POST', body: 'abc', headers: new Headers() })
  expect(received.map(({ method, body }) => [method, body])).toEqual([
    ['PUT', 'abc'],
    ['POST', 'abc'],
    ['POST', 'a=b'],
    ['POST', 'abc'],
  ])
  expect(received.map(({ headers: sent }) => sent['content-type'])).toEqual([
    'x/y',
    'x/y',
    'application/x-www-form-urlencoded;charset=UTF-8',
    'text/plain;charset=UTF-8',
  ])
  expect(received[0]?.headers).toMatchObject({ 'x-a': 'a', 'content-length': '3' })
})

it('returns a response that can be read in every way, once', async () => {
  const form = 'a=b'
  const url = await serve((_request, response) => {
    response.setHeader('content-type', 'application/x-www-form-urlencoded').end(form)
  })
  const fetch = nodeTransport()
  const bytes = new TextEncoder().encode(form)
  expect(await (await fetch(url)).bytes()).toEqual(bytes)
  expect(new Uint8Array(await (await fetch(url)).arrayBuffer())).toEqual(bytes)
  expect((await (await fetch(url)).formData()).get('a')).toBe('b')
  expect((await (await fetch(url)).blob()).type).toBe('application/x-www-form-urlencoded')
  expect(await new Response((await fetch(url)).body).text()).toBe(form)

  const response = await fetch(url)
  const copy = response.clone()
  expect(copy.url).toBe(response.url)
  expect([await response.text(), await copy.text()]).toEqual([form, form])
  const copied = new Response((await fetch(url)).body, await fetch(url))
  expect(copied.headers.get('content-type')).toBe('application/x-www-form-urlencoded')

  const read = await fetch(url)
  expect(read.bodyUsed).toBe(false)
  await read.text()
  expect(read.bodyUsed).toBe(true)
  await expect(read.text()).rejects.toThrow(TypeError)
  await expect(read.arrayBuffer()).rejects.toThrow(TypeError)
  expect(() => read.clone()).toThrow(TypeError)
})

it('lets the server wait while a body is not read', async () => {
  let written = 0
  const stalled = Promise.withResolvers<void>()
  const size = 50_000_000
  const url = await serve((_request, response) => {
    const write = () => {
      while (written < size) {
        written += 10_000
        if (!response.write('a'.repeat(10_000))) return stalled.resolve()
      }
      response.end()
    }
    response.on('drain', write)
    write()
  })
  const response = await nodeTransport()(url)
  await stalled.promise
  for (let turn = 0; turn < 200; turn += 1) await new Promise(setImmediate)
  expect(written).toBeLessThan(size)
  let received = 0
  for await (const chunk of response.body ?? []) received += chunk.byteLength
  expect(received).toBe(size)
})
