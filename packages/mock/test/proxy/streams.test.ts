import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { expect, it, onTestFinished } from 'vitest'
import { createMock, type MockOptions, startMock } from '../../src/index.ts'

const user = {
  type: 'object',
  properties: { name: { type: 'string' } },
  required: ['name'],
}
const event = (name: string, data: object) => ({
  type: 'object',
  properties: { event: { const: name }, data: { type: 'string', ...data } },
  required: ['event'],
})
const json = { contentMediaType: 'application/json', contentSchema: user }
const content = {
  'text/event-stream': { itemSchema: { oneOf: [event('joined', json), event('note', {})] } },
  'application/jsonl': { itemSchema: { $ref: '#/components/schemas/User' } },
}
const document = {
  openapi: '3.1.0',
  info: { title: 'Streams', version: '1' },
  paths: {
    '/stream': { get: { operationId: 'watch', responses: { 200: { description: '', content } } } },
  },
  components: { schemas: { User: user } },
}

type Respond = (response: ServerResponse, request: IncomingMessage) => void

/** Returns a mock in front of a server whose response is of a media type. */
async function proxied(type: string, respond: Respond, options: MockOptions = {}) {
  const server = createServer((request, response) => {
    response.writeHead(200, { 'content-type': type })
    respond(response, request)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const lines: string[] = []
  const record = (line: string) => lines.push(line)
  const proxy = { url: `http://127.0.0.1:${port}`, record }
  const mock = await startMock({ port: 0, document, proxy, ...options })
  onTestFinished(async () => {
    await mock.stop()
    server.closeAllConnections()
    server.close()
  })
  return { mock, lines, proxy }
}

const events = 'text/event-stream; charset=utf-8'

function readerOf(response: Response) {
  const reader = (response.body as ReadableStream<Uint8Array>).getReader()
  return {
    read: async () => new TextDecoder().decode((await reader.read()).value),
    cancel: () => reader.cancel(),
  }
}

const opened = () => Promise.withResolvers<ServerResponse>()

it('sends server-sent events as they arrive, and records them at the end', async () => {
  const server = opened()
  const { mock, lines } = await proxied(events, (response) => {
    response.flushHeaders()
    server.resolve(response)
  })
  const response = await fetch(`${mock.url}/stream`)
  expect(response.headers.get('content-type')).toBe(events)
  const { read } = readerOf(response)
  const upstream = await server.promise
  for (const text of ['event: joined\ndata: {"name":"Jane"}\n\n', 'event: note\ndata: x\n\n']) {
    upstream.write(text)
    expect(await read()).toBe(text)
  }
  expect([lines, mock.requests]).toEqual([[], []])
  upstream.end()
  expect(await read()).toBe('')
  await expect.poll(() => lines.length).toBe(1)
  const { operation, response: recorded } = JSON.parse(lines[0] ?? '')
  expect(operation).toBe('watch')
  expect(recorded.items.object.count).toBe(2)
  expect(recorded.data.object.properties.name.string.count).toBe(1)
  expect(lines[0]).not.toContain('Jane')
  expect(mock.requests).toMatchObject([{ operation: 'watch', status: 200, warnings: [] }])
})

it.each([
  [
    'lines of JSON',
    'application/jsonl',
    '{"name":"x"}\n{"name":1}\n{\n',
    ['Response 200: item 2 /name must be string.', 'Response 200: item 3 is not JSON.'],
  ],
  [
    'JSON in events',
    events,
    'event: joined\ndata: {}\n\nevent: joined\ndata: {\n\n',
    [
      "Response 200: item 1 /data must have required property 'name'.",
      'Response 200: item 2 /data is not JSON.',
    ],
  ],
  [
    'events',
    events,
    'event: note\ndata: {\n\nevent: left\ndata: x\n\n',
    [
      expect.stringMatching(/^Response 200: item 2 .*must/),
      expect.stringMatching(/^Response 200: item 2 /),
      expect.stringMatching(/^Response 200: item 2 /),
    ],
  ],
])('validates %s one by one', async (_, type, text, warnings) => {
  const { mock } = await proxied(type, (response) => response.end(text))
  expect(await (await fetch(`${mock.url}/stream`)).text()).toBe(text)
  await expect.poll(() => mock.requests[0]?.warnings).toEqual(warnings)
  expect(mock.verification().undeclared).toHaveLength(1)
})

it('reports a stream of a media type that the contract lacks, and rejects it with `errors`', async () => {
  const respond: Respond = (response) => response.write('%PDF')
  const { mock } = await proxied('application/pdf', respond, { errors: true })
  const response = await fetch(`${mock.url}/stream`)
  expect([response.status, await response.json()]).toMatchObject([
    500,
    { validation: [{ message: 'The contract does not declare application/pdf for 200.' }] },
  ])
})

it('ends the request to the real server if the client leaves', async () => {
  const server = opened()
  const { mock, lines } = await proxied(events, (response) => {
    response.write('data: 1\n\n')
    server.resolve(response)
  })
  const { read, cancel } = readerOf(await fetch(`${mock.url}/stream`))
  await read()
  const closed = once(await server.promise, 'close')
  await cancel()
  await closed
  await expect.poll(() => lines.length).toBe(1)
  expect(mock.requests).toHaveLength(1)
})

it('ends the request to the real server if the client leaves before the response', async () => {
  const { promise, resolve } = Promise.withResolvers<IncomingMessage>()
  const server = createServer((request) => resolve(request)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  await using mock = await startMock({ port: 0, document, proxy: { url } })
  const leaving = new AbortController()
  const response = fetch(`${mock.url}/stream`, { signal: leaving.signal })
  const closed = once((await promise).socket, 'close')
  leaving.abort()
  await expect(response).rejects.toThrow(/aborted/)
  await closed
  await expect.poll(() => mock.requests).toMatchObject([{ status: 0 }])
  server.close()
})

it('disconnects if the real server does', async () => {
  const server = opened()
  const { mock } = await proxied(events, (response) => {
    response.write('data: 1\n\n')
    server.resolve(response)
  })
  const { read } = readerOf(await fetch(`${mock.url}/stream`))
  await read()
  ;(await server.promise).destroy()
  await expect(read()).rejects.toThrow()
})

it('stops while a stream is open', async () => {
  const { mock, lines } = await proxied(events, (response) => response.write('data: 1\n\n'))
  const { read } = readerOf(await fetch(`${mock.url}/stream`))
  await read()
  await mock.stop()
  await expect(read()).rejects.toThrow()
  await expect.poll(() => lines.length).toBe(1)
})

it('reads no more of a stream than the client does', async () => {
  const part = Buffer.alloc(1_000_000)
  let sent = 0
  function* parts(count: number, isCounted: boolean) {
    for (let index = 0; index < count; index += 1) {
      sent += Number(isCounted)
      yield part
    }
  }
  const { mock } = await proxied('application/zip', (response, { url }) => {
    const isSlow = url === '/slow'
    Readable.from(parts(isSlow ? 1000 : 100, isSlow)).pipe(response)
  })
  const slow = readerOf(await fetch(`${mock.url}/slow`))
  await slow.read()
  const fast = await (await fetch(`${mock.url}/fast`)).arrayBuffer()
  expect(fast.byteLength).toBe(100_000_000)
  expect(sent).toBeLessThan(30)
  await slow.cancel()
})

it('streams in this process, too', async () => {
  const server = opened()
  const { proxy } = await proxied(events, (response) => {
    response.write('data: 1\n\n')
    server.resolve(response)
  })
  const { read, cancel } = readerOf(
    await createMock({ document, proxy }).fetch('http://mock.test/stream'),
  )
  expect(await read()).toBe('data: 1\n\n')
  const closed = once(await server.promise, 'close')
  await cancel()
  await closed
})
