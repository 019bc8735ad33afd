import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type EventCall,
  eventCall,
  isResponseError,
  type JsonEventCall,
  type JsonLinesCall,
  jsonEventCall,
  jsonLinesCall,
  type ServerSentEvent,
} from '../../src/index.ts'
import { eventsOf } from '../../src/streaming/events.ts'
import { linesOf } from '../../src/streaming/lines.ts'
import { clientOf, download } from './service.ts'

async function all<T>(source: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = []
  for await (const item of source) items.push(item)
  return items
}

/** A stream of UTF-8 in parts that end anywhere, also inside a character. */
function inParts(text: string, sizes: readonly number[]): ReadableStream<Uint8Array<ArrayBuffer>> {
  const bytes = new TextEncoder().encode(text)
  let from = 0
  let part = 0
  return new ReadableStream({
    pull(controller) {
      if (from >= bytes.length) return controller.close()
      const to = from + (sizes[part % sizes.length] ?? 1)
      controller.enqueue(bytes.slice(from, to))
      from = to
      part += 1
    },
  })
}

describe('lines', () => {
  it('are the same however the stream is cut, and whatever ends them', async () => {
    const line = fc.string({ unit: fc.constantFrom('a', 'é', '🎉', ' ', ':') })
    const sizes = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1 })
    await fc.assert(
      fc.asyncProperty(
        fc.array(line),
        fc.constantFrom('\n', '\r\n', '\r'),
        sizes,
        async (lines, end, parts) => {
          const text = lines.map((one) => one + end).join('')
          expect(await all(linesOf(inParts(text, parts)))).toEqual(lines)
        },
      ),
      { numRuns: 200 },
    )
  })

  it('include a last one without an end', async () => {
    expect(await all(linesOf(inParts('a\nb', [1])))).toEqual(['a', 'b'])
    expect(await all(linesOf(inParts('a\nb', [1]), false))).toEqual(['a'])
  })

  // Each part of a line must not read the parts before it again: that would be 32 GB here.
  it('may be long, and arrive in small parts', async () => {
    const length = 2 ** 23
    const [line] = await all(linesOf(inParts('a'.repeat(length), [2 ** 10])))
    expect(line).toHaveLength(length)
  })
})

const parse = (text: string) => all(eventsOf(inParts(text, [3])))

const empty: ServerSentEvent = { event: 'message', data: '', id: '' }

it.each<[string, string, ServerSentEvent[]]>([
  ['a message', 'data: a\n\n', [{ event: 'message', data: 'a', id: '' }]],
  ['several lines', 'data: a\ndata:b\ndata\n\n', [{ event: 'message', data: 'a\nb\n', id: '' }]],
  ['a type', 'event: added\ndata: 1\n\n', [{ event: 'added', data: '1', id: '' }]],
  [
    'an id, which stays',
    'id: 7\ndata: a\n\ndata: b\n\n',
    [
      { event: 'message', data: 'a', id: '7' },
      { event: 'message', data: 'b', id: '7' },
    ],
  ],
  ['a colon in the data', 'data: a: b\n\n', [{ event: 'message', data: 'a: b', id: '' }]],
  ['a byte order mark', '\uFEFFdata: a\n\n', [{ event: 'message', data: 'a', id: '' }]],
  [
    'comments, retry and unknown fields',
    ': ping\nretry: 5\nfoo: 1\n\ndata: a\n\n',
    [{ event: 'message', data: 'a', id: '' }],
  ],
  [
    'an event without data',
    'event: added\n\ndata: a\n\n',
    [{ event: 'message', data: 'a', id: '' }],
  ],
  [
    'an id with a null character',
    'id: 7\0\ndata: a\n\n',
    [{ event: 'message', data: 'a', id: '' }],
  ],
  [
    'a space after a colon, and only one',
    'data:  a \nevent : b\n\n',
    [{ event: 'message', data: ' a ', id: '' }],
  ],
  ['empty data', 'data\n\ndata:\n\n', [empty, empty]],
  ['an unfinished event', 'data: a\n\ndata: b', [{ event: 'message', data: 'a', id: '' }]],
])('reads %s', async (_, text, events) => {
  expect(await parse(text)).toEqual(events)
})

it.each([
  ['LF', '\n'],
  ['CR LF', '\r\n'],
  ['CR', '\r'],
])(
  'returns each event as it arrives with %s, and ends the request when the loop is left',
  async (_, end) => {
    const { promise: isClosed, resolve: closed } = Promise.withResolvers<void>()
    const client = await clientOf((response) => {
      response.on('close', closed).writeHead(200, { 'content-type': 'text/event-stream' })
      response.write('data: 1\n\ndata: 2\n\n'.replaceAll('\n', end))
    })
    for await (const { data } of eventCall<EventCall<unknown, unknown>>(client, download)) {
      if (data === '2') break
    }
    await isClosed
  },
)

it('ends at once by `return()`, although no event arrives', async () => {
  const { promise: isBegun, resolve: begun } = Promise.withResolvers<void>()
  const client = await clientOf((response) => {
    response.writeHead(200).flushHeaders()
    begun()
  })
  const iterator = eventCall<EventCall<unknown, unknown>>(client, download)[Symbol.asyncIterator]()
  const pending = iterator.next()
  await isBegun
  expect(await iterator.return(undefined)).toMatchObject({ done: true })
  expect(await pending).toMatchObject({ done: true })
})

it('throws ResponseError for a failed status', async () => {
  const client = await clientOf((response) => response.writeHead(403).end('{}'))
  const error = await all(eventCall<EventCall<unknown, unknown>>(client, download)).catch(
    (thrown: unknown) => thrown,
  )
  expect(isResponseError(error) && error.status).toBe(403)
})

it('has the line of the caller in the stack of an error', async () => {
  const client = await clientOf((response) => response.writeHead(403).end('{}'))
  async function lineOfCaller() {
    for await (const _ of eventCall<EventCall<unknown, unknown>>(client, download))
      expect.fail('an event')
  }
  const error = await lineOfCaller().catch((thrown: unknown) => thrown)
  expect((error as Error).stack).toContain('lineOfCaller')
})

describe('lines of JSON', () => {
  const read = async (body: string) => {
    const client = await clientOf((response) => response.end(body))
    return all(jsonLinesCall<JsonLinesCall<unknown, unknown, { id: number }>>(client, download))
  }

  it('are returned as values, empty lines and record separators left out', async () => {
    expect(await read('{"id":1}\n\n\x1e{"id":2}\r\n{"id":3}')).toEqual([
      { id: 1 },
      { id: 2 },
      { id: 3 },
    ])
  })

  it('that are not JSON throw ResponseError with their number', async () => {
    const error = await read('{"id":1}\nnone\n').catch((thrown: unknown) => thrown)
    expect(isResponseError(error) && error.reason).toBe('body')
    expect((error as Error).message).toContain('Line 2 of the body is not JSON.')
  })

  it('are records that may take several lines in a JSON text sequence', async () => {
    expect(await read('\x1e{\n"id": 1\n}\n\x1e\n\x1e{"id":2}\n\x1e{\n"id":3}')).toEqual([
      { id: 1 },
      { id: 2 },
      { id: 3 },
    ])
  })

  it('are returned as soon as a record is complete', async () => {
    const client = await clientOf((response) => response.write('\x1e{"id":1}\n'))
    const call = jsonLinesCall<JsonLinesCall<unknown, unknown, { id: number }>>(client, download)
    for await (const item of call) {
      expect(item).toEqual({ id: 1 })
      break
    }
  })

  it('report the first line of a record that is not JSON', async () => {
    const error = await read('\x1e{"id":1}\n\x1e{\n"id"\n').catch((thrown: unknown) => thrown)
    expect((error as Error).message).toContain('Line 2 of the body is not JSON.')
  })
})

describe('events with JSON', () => {
  const body = 'event: added\nid: 1\ndata: {"n":1}\n\nevent: note\ndata: [DONE]\n\n'
  const read = async (jsonEvents?: readonly string[]) => {
    const client = await clientOf((response) => response.end(body))
    const operation = { ...download, ...(jsonEvents && { jsonEvents }) }
    return all(jsonEventCall<JsonEventCall<unknown, unknown, unknown>>(client, operation))
  }

  it('have parsed data where their names are declared so', async () => {
    expect(await read(['added'])).toEqual([
      { event: 'added', id: '1', data: { n: 1 } },
      { event: 'note', id: '1', data: '[DONE]' },
    ])
  })

  it('whose data is not JSON throw ResponseError without the data', async () => {
    const error = await read().catch((thrown: unknown) => thrown)
    expect(isResponseError(error) && error.reason).toBe('body')
    expect((error as Error).message).toContain('The data of an event `note` is not JSON.')
    expect((error as Error).message).not.toContain('DONE')
  })
})
