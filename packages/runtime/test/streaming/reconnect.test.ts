import type { IncomingMessage, ServerResponse } from 'node:http'
import { FakeClock } from '@repo/testing/fake-clock'
import { expect, it } from 'vitest'
import {
  type EventCall,
  type EventOptions,
  eventCall,
  isInputError,
  isNetworkError,
  isResponseError,
  type JsonEventCall,
  jsonEventCall,
  type Operation,
  type RuntimeOptions,
  type ServerSentEvent,
} from '../../src/index.ts'
import { clientOf, download } from './service.ts'

type Respond = (response: ServerResponse, request: IncomingMessage) => void

const events =
  (body: string): Respond =>
  (response) =>
    response.writeHead(200, { 'content-type': 'text/event-stream' }).end(body)

const ends: Respond = (response) => response.writeHead(204).end()

// Sends a part of the body, then breaks the connection.
const breaks =
  (body: string): Respond =>
  (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'content-length': '1000' })
    response.write(body, () => response.destroy())
  }

interface Session {
  readonly received: ServerSentEvent[]
  readonly error: unknown
  /** `Last-Event-ID` of each request. */
  readonly ids: (string | undefined)[]
  /** Milliseconds since the first request. */
  readonly times: number[]
}

async function listen(
  responses: readonly Respond[],
  options: EventOptions = {},
  clientOptions: RuntimeOptions = {},
  operation: Operation = download,
): Promise<Session> {
  const clock = new FakeClock()
  const start = clock.now()
  const ids: Session['ids'] = []
  const times: number[] = []
  // Without time limits the only timers are those of reconnections.
  const limits = { timeout: Infinity, totalTimeout: Infinity, clock }
  const client = await clientOf(
    (response, request, count) => {
      ids.push(request.headers['last-event-id'] as string | undefined)
      times.push(clock.now() - start)
      const respond = responses[count - 1] ?? ends
      respond(response, request)
    },
    { ...limits, ...clientOptions },
  )
  const received: ServerSentEvent[] = []
  let error: unknown
  const call = eventCall<EventCall<unknown, unknown>>(client, operation, {}, options)
  const read = async () => {
    for await (const event of call) received.push(event)
  }
  await clock.run(read().catch((thrown: unknown) => (error = thrown)))
  expect(clock.waiting).toBe(0)
  return { received, error, ids, times }
}

const dataOf = ({ received }: Session) => received.map(({ data }) => data)

it('goes on after the last event, until the server responds with 204', async () => {
  const session = await listen(
    [events('id: 1\ndata: a\n\n'), breaks('data: b\n\nid: 3\ndata: c\n\nid: 4\ndata: lost')],
    { reconnect: true },
  )
  expect(session.error).toBeUndefined()
  expect(dataOf(session)).toEqual(['a', 'b', 'c'])
  expect(session.received.map(({ id }) => id)).toEqual(['1', '1', '3'])
  expect(session.ids).toEqual([undefined, '1', '3'])
  expect(session.times).toEqual([0, 3_000, 6_000])
})

it('waits as long as the server asks', async () => {
  const { times } = await listen(
    [events('retry: 50\ndata: a\n\n'), events('retry: 1s\n\ndata: b\n\n')],
    {
      reconnect: true,
    },
  )
  expect(times).toEqual([0, 50, 100])
})

it('ignores a line that was cut off by the end of the connection', async () => {
  const { times } = await listen([events('retry: 500\ndata: a\n\nretry: 5')], { reconnect: true })
  expect(times).toEqual([0, 500])
})

it('sends the id of an event without data, and none after an empty id', async () => {
  const { ids } = await listen(
    [events('data: a\n\nid: 7\n\n'), events('data: b\n\nid\ndata: c\n\n'), events('data: d\n\n')],
    { reconnect: true },
  )
  expect(ids).toEqual([undefined, '7', undefined, undefined])
})

it('sends an id as UTF-8, and the headers of the call again', async () => {
  const names: (string | undefined)[] = []
  const noted =
    (respond: Respond): Respond =>
    (response, request) => {
      names.push(request.headers['x-name'] as string | undefined)
      respond(response, request)
    }
  const headers = new Headers({ 'x-name': 'a' })
  const { ids } = await listen([noted(events('id: é\ndata: a\n\n')), noted(ends)], {
    reconnect: true,
    headers,
  })
  expect(Buffer.from(ids[1] ?? '', 'latin1').toString()).toBe('é')
  expect(names).toEqual(['a', 'a'])
})

it('gives up after connections in a row without an event, with a growing delay', async () => {
  const nothing = events(': ping\n\n')
  const session = await listen([events('data: a\n\n'), nothing, nothing, nothing], {
    reconnect: true,
    retry: { retries: 2, baseDelay: 1_000 },
  })
  expect([dataOf(session), session.error]).toEqual([['a'], undefined])
  expect(session.times).toEqual([0, 3_000, 6_500, 10_500])
})

it('counts the connections without an event anew after each event', async () => {
  const nothing = events('')
  const a = events('data: a\n\n')
  const session = await listen([nothing, a, nothing, a, nothing, a], {
    reconnect: true,
    retry: { retries: 1 },
  })
  expect(dataOf(session)).toEqual(['a', 'a', 'a'])
})

it('throws the error of the last connection when it gives up', async () => {
  const session = await listen([breaks('data: a\n\n'), breaks(''), breaks('')], {
    reconnect: true,
    retry: { retries: 1 },
  })
  expect(dataOf(session)).toEqual(['a'])
  expect(isNetworkError(session.error)).toBe(true)
})

it('ends with a status that is an error', async () => {
  const denied: Respond = (response) => response.writeHead(403).end('{}')
  const session = await listen([events('data: a\n\n'), denied, events('data: b\n\n')], {
    reconnect: true,
  })
  expect(dataOf(session)).toEqual(['a'])
  expect(isResponseError(session.error) && session.error.status).toBe(403)
})

it('does not reconnect by default', async () => {
  const session = await listen([events('id: 1\ndata: a\n\n'), events('data: b\n\n')])
  expect([dataOf(session), session.ids.length]).toEqual([['a'], 1])
  const broken = await listen([breaks('data: a\n\n')])
  expect(isNetworkError(broken.error)).toBe(true)
})

it('rejects an operation that is not idempotent, before it sends a request', async () => {
  const post = { ...download, method: 'POST' }
  const session = await listen([events('data: a\n\n')], { reconnect: true }, {}, post)
  expect(session.ids).toEqual([])
  if (!isInputError(session.error)) expect.fail(`${session.error}`)
  expect(session.error.parameter).toBe('reconnect')
  expect(session.error.message).toContain('download is not idempotent')
  const idempotent = await listen(
    [events('data: a\n\n')],
    { reconnect: true, idempotent: true },
    {},
    post,
  )
  expect(dataOf(idempotent)).toEqual(['a'])
})

it('reconnects with parsed data, too', async () => {
  const clock = new FakeClock()
  const client = await clientOf(
    (response, _, count) =>
      count < 3
        ? response.end(`id: ${count}\ndata: {"n":${count}}\n\n`)
        : response.writeHead(204).end(),
    { clock, timeout: Infinity, totalTimeout: Infinity },
  )
  const call = jsonEventCall<JsonEventCall<unknown, unknown, { data: unknown }>>(
    client,
    download,
    {},
    { reconnect: true },
  )
  const data: unknown[] = []
  const read = async () => {
    for await (const event of call) data.push(event.data)
  }
  await clock.run(read())
  expect(data).toEqual([{ n: 1 }, { n: 2 }])
})

it('leaves no timer when the loop is left during the delay', async () => {
  const clock = new FakeClock()
  const client = await clientOf((response) => response.end('data: a\n\n'), {
    clock,
    timeout: Infinity,
    totalTimeout: Infinity,
  })
  const call = eventCall<EventCall<unknown, unknown>>(client, download, {}, { reconnect: true })
  const iterator = call[Symbol.asyncIterator]()
  await iterator.next()
  const pending = iterator.next()
  while (clock.waiting === 0) await new Promise(setImmediate)
  await iterator.return(undefined)
  expect((await pending).done).toBe(true)
  expect(clock.waiting).toBe(0)
})
