import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { expect, it } from 'vitest'
import {
  type EventCall,
  eventCall,
  type JsonLinesCall,
  jsonLinesCall,
  type StreamCall,
  streamCall,
} from '../../src/index.ts'
import { type Evidence, ExchangeRecorder, recordExchanges } from '../../src/recording/index.ts'
import { clientOf, download } from '../streaming/service.ts'

const user = { type: 'object', properties: { name: { type: 'string' } } }
const document = {
  openapi: '3.2.0',
  info: { title: 'Streams', version: '1' },
  paths: {
    '/file': {
      get: {
        operationId: 'download',
        responses: {
          200: {
            description: 'A stream.',
            content: {
              'application/x-ndjson': { itemSchema: { enum: ['live', 'gone'] } },
              'text/event-stream': {
                itemSchema: {
                  type: 'object',
                  properties: {
                    event: { const: 'joined' },
                    data: {
                      type: 'string',
                      contentMediaType: 'application/json',
                      contentSchema: user,
                    },
                  },
                },
              },
            },
          },
        },
      },
    },
  },
}

async function recorded(
  type: string,
  respond: (response: ServerResponse) => void,
  sink?: () => never,
) {
  const lines: Evidence[] = []
  const plugin = recordExchanges(sink ?? ((line) => lines.push(JSON.parse(line))), { document })
  const client = await clientOf(
    (response) => {
      response.writeHead(200, { 'content-type': type })
      respond(response)
    },
    { plugins: [plugin], retry: false },
  )
  return { client, lines }
}

const ndjson = 'application/x-ndjson'
type Lines = JsonLinesCall<unknown, unknown, unknown>
type Events = EventCall<unknown, unknown>
type Download = StreamCall<unknown, Blob>

async function all<T>(source: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = []
  for await (const item of source) items.push(item)
  return items
}

it('records the items of lines of JSON together, when the stream ends', async () => {
  const { client, lines } = await recorded(ndjson, (response) => {
    response.write('{"name":"Jane"}\n{"name":null,')
    response.end('"age":7}\n\n"live"')
  })
  const items = jsonLinesCall<Lines>(client, download)
  expect(await all(items)).toHaveLength(3)
  expect(lines).toHaveLength(1)
  expect(lines[0]).toMatchObject({ operation: 'download', path: '/file', status: 200 })
  expect(lines[0]?.response).toEqual({
    type: ndjson,
    items: {
      object: {
        count: 2,
        properties: {
          name: { string: { count: 1, minLength: 4, maxLength: 4 }, null: { count: 1 } },
          age: { integer: { count: 1 } },
        },
      },
      string: { count: 1, minLength: 4, maxLength: 4, literals: { '"live"': 1 } },
    },
  })
  expect(JSON.stringify(lines)).not.toContain('Jane')
})

it('records events, and the JSON in their data', async () => {
  const { client, lines } = await recorded('text/event-stream; charset=utf-8', (response) => {
    response.write('event: joined\nid: 4711\ndata: {"name":\ndata: "Jane"}\n\n')
    response.end('data: 7\n\n: a comment\n\nevent: left\ndata: bye\n\n')
  })
  expect(await all(eventCall<Events>(client, download))).toHaveLength(3)
  const { items, data } = lines[0]?.response ?? {}
  expect(items?.object?.count).toBe(3)
  expect(items?.object?.properties?.['event']?.string).toMatchObject({
    count: 3,
    literals: { '"joined"': 1 },
  })
  expect(items?.object?.properties?.['id']?.string?.count).toBe(3)
  expect(data).toEqual({
    integer: { count: 1 },
    object: {
      count: 1,
      properties: { name: { string: { count: 1, minLength: 4, maxLength: 4 } } },
    },
  })
  expect(JSON.stringify(lines)).not.toMatch(/Jane|4711|bye/)
})

it('records what was read of a stream that the caller left', async () => {
  const { client, lines } = await recorded(ndjson, (response) => response.write('1\n2\n'))
  for await (const item of jsonLinesCall<Lines>(client, download)) {
    expect(item).toBe(1)
    break
  }
  expect(lines[0]?.response).toEqual({ type: ndjson, items: { integer: expect.anything() } })
})

it('reads nothing that the caller does not read', async () => {
  const { promise: sent, resolve } = Promise.withResolvers<ServerResponse>()
  const { client, lines } = await recorded('application/pdf', (response) => {
    response.write('first')
    resolve(response)
  })
  const { body } = await streamCall<Download>(client, download).stream()
  const reader = body.getReader()
  expect(new TextDecoder().decode((await reader.read()).value)).toBe('first')
  const response = await sent
  response.end('second')
  await once(response, 'finish')
  expect(lines).toEqual([])
  await reader.read()
  expect((await reader.read()).done).toBe(true)
  expect(lines[0]?.response).toEqual({
    type: 'application/pdf',
    shape: { string: { count: 1, minLength: 11, maxLength: 11, formats: { binary: 1 } } },
  })
})

it('records a failed status, and no size of a file that was not read to its end', async () => {
  const { promise: sent, resolve } = Promise.withResolvers<ServerResponse>()
  const { client, lines } = await recorded('application/pdf', (response) => {
    response.write('first')
    resolve(response)
  })
  const { body } = await streamCall<Download>(client, download).stream()
  const reader = body.getReader()
  await reader.read()
  ;(await sent).destroy()
  await expect(reader.read()).rejects.toThrow()
  const failing = await clientOf((response) => response.writeHead(404).end('{"message":"No."}'), {
    plugins: [recordExchanges((line) => lines.push(JSON.parse(line)))],
  })
  await expect(streamCall<Download>(failing, download).stream()).rejects.toThrow('No.')
  expect(lines.map(({ status, response }) => [status, response?.type])).toEqual([
    [200, 'application/pdf'],
    [404, 'application/json'],
  ])
  expect(lines[0]?.response).not.toHaveProperty('shape')
})

it('ends a stream whose line cannot be written', async () => {
  const { client } = await recorded(
    ndjson,
    (response) => response.end('1\n'),
    () => {
      throw new Error('disk full')
    },
  )
  await expect(all(jsonLinesCall<Lines>(client, download))).rejects.toThrow('disk full')
})

it('keeps a bounded part of an endless stream', () => {
  const recording = new ExchangeRecorder().recordStream({
    method: 'GET',
    url: '/file',
    status: 200,
    request: { headers: [] },
    response: { headers: [['content-type', ndjson]] },
  })
  const part = new TextEncoder().encode('x'.repeat(100_000))
  for (let count = 0; count < 50; count += 1) recording.push(part)
  const lines = new TextEncoder().encode('"end"\n'.repeat(700))
  for (let count = 0; count < 3; count += 1) recording.push(lines)
  expect(recording.end().response?.items?.string).toEqual({
    count: 1000,
    minLength: 3,
    maxLength: 3,
  })
})
