import { FakeClock } from '@repo/testing/fake-clock'
import { describe, expect, it, vi } from 'vitest'
import {
  createContractRouter,
  createRouter,
  createTestRequest,
  type DeliveryHandler,
  type EventCodec,
  type EventContract,
  type EventStore,
  memoryStore,
  type RouterOptions,
  type WebhookError,
} from '../../src/index.ts'
import { schemes } from '../helpers.ts'

function setUp(options: Partial<RouterOptions> = {}) {
  const clock = new FakeClock()
  const all = { scheme: schemes.gcm, store: memoryStore({ clock }), clock, ...options }
  const router = createRouter(all)
  const send = async (id: string, name = 'userJoinedServer') =>
    router.handle(await createTestRequest(name, {}, { ...all, id }))
  const statusOf = async (id: string, name?: string) => (await send(id, name)).status
  return { clock, router, send, statusOf, store: all.store }
}

/** A handler that finishes when the test says so. */
function pausedHandler() {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const { promise: started, resolve: start } = Promise.withResolvers<AbortSignal>()
  const handler = vi.fn((_event: unknown, { signal }: { signal: AbortSignal }) => {
    start(signal)
    return promise
  })
  return { handler, started, finish: resolve, fail: reject }
}

it('passes events to their handlers, and reports unknown ones without values', async () => {
  const handled: unknown[] = []
  const options = { scheme: schemes.gcm, store: memoryStore() }
  const onRejected = vi.fn()
  const router = createRouter({ ...options, onRejected })
    .on('userJoinedServer', ({ name, payload }) => handled.push([name, payload]))
    .onUnknown(({ reason, event, schema }) => handled.push([reason, event.name, schema]))
  const send = async (name: string, payload: unknown) =>
    (await router.handle(await createTestRequest(name, payload, options))).status
  const payload = { user: { id: 'user-1', roles: ['a'] }, at: 1, gone: null, ok: true }
  expect(await send('userJoinedServer', payload)).toBe(200)
  expect(await send('levelReached', [])).toBe(200)
  const properties = {
    user: {
      type: 'object',
      properties: { id: { type: 'string' }, roles: { type: 'array', items: { type: 'string' } } },
    },
    at: { type: 'number' },
    gone: { type: 'null' },
    ok: { type: 'boolean' },
  }
  expect(handled).toEqual([
    ['userJoinedServer', payload],
    ['payload', 'userJoinedServer', { type: 'object', properties }],
    ['event', 'levelReached', { type: 'array' }],
  ])
  expect(onRejected).not.toHaveBeenCalled()
})

it('responds with 422 to an event without a handler, and accepts it once it has one', async () => {
  const onRejected = vi.fn()
  const { router, statusOf } = setUp({ onRejected })
  expect(await statusOf('a')).toBe(422)
  expect(onRejected).toHaveBeenCalledWith(
    expect.objectContaining({ name: 'WebhookError', reason: 'unhandled' }),
  )
  router.on('userJoinedServer', () => {})
  expect(await statusOf('a')).toBe(200)
  expect(() => router.on('userJoinedServer', () => {})).toThrow('already has a handler')
  expect(() => router.on('levelReached' as never, () => {})).toThrow('no event `levelReached`')
})

it('responds with 200 to the redelivery of a handled event for `keepFor`', async () => {
  const handler = vi.fn()
  const { router, statusOf, clock } = setUp({ keepFor: 86_400_000 })
  router.on('userJoinedServer', handler)
  expect(await statusOf('a')).toBe(200)
  clock.time += 86_399_999
  expect(await statusOf('a')).toBe(200)
  expect(handler).toHaveBeenCalledTimes(1)
  clock.time += 1
  expect(await statusOf('a')).toBe(200)
  expect(handler).toHaveBeenCalledTimes(2)
})

it('responds with 409 and Retry-After while the event is being handled', async () => {
  const { handler, started, finish } = pausedHandler()
  const { router, send, statusOf, clock } = setUp({ lease: 60_000 })
  router.on('userJoinedServer', handler)
  const first = statusOf('a')
  await started
  clock.time += 20_500
  const second = await send('a')
  expect([second.status, second.headers.get('retry-after')]).toEqual([409, '40'])
  finish()
  expect(await first).toBe(200)
  expect(await statusOf('a')).toBe(200)
  expect(handler).toHaveBeenCalledTimes(1)
})

it('handles an event whose process died when the lease has ended', async () => {
  const { router, statusOf, store, clock } = setUp({ lease: 60_000 })
  router.on('userJoinedServer', () => {})
  await store.claim('a', 60_000)
  expect(await statusOf('a')).toBe(409)
  clock.time += 60_000
  expect(await statusOf('a')).toBe(200)
})

it('rejects with the error of a handler, and accepts the event again', async () => {
  const handler = vi.fn().mockRejectedValueOnce(new Error('The database is unavailable.'))
  const { router, statusOf } = setUp()
  router.on('userJoinedServer', handler)
  await expect(statusOf('a')).rejects.toThrow('The database is unavailable.')
  expect([await statusOf('a'), await statusOf('a')]).toEqual([200, 200])
  expect(handler).toHaveBeenCalledTimes(2)
})

it('does not take an error of a handler for a rejection of the delivery', async () => {
  const { router, statusOf } = setUp()
  const rejected: WebhookError[] = []
  const inner = createRouter({
    scheme: schemes.gcm,
    store: memoryStore(),
    onRejected: (error) => rejected.push(error),
  })
  await inner.handle(new Request('http://localhost/', { method: 'POST' }))
  router.on('userJoinedServer', () => Promise.reject(rejected[0]))
  await expect(statusOf('a')).rejects.toBe(rejected[0])
})

it('throws what the handler threw even if the event cannot be released', async () => {
  const clock = new FakeClock()
  const store = {
    ...memoryStore({ clock }),
    release: () => {
      throw new Error('The store is unavailable.')
    },
  }
  const onError = vi.fn()
  const { router, statusOf } = setUp({ store, onError })
  router.on('userJoinedServer', () => Promise.reject(new Error('The handler failed.')))
  await expect(statusOf('a')).rejects.toThrow('The handler failed.')
  expect(onError.mock.calls).toEqual([[new Error('The store is unavailable.')]])
})

it('rejects if a handled event cannot be completed, and keeps its claim', async () => {
  const clock = new FakeClock()
  const complete = vi.fn().mockRejectedValueOnce(new Error('The store is unavailable.'))
  const store = { ...memoryStore({ clock }), complete }
  const { router, statusOf } = setUp({ store })
  router.on('userJoinedServer', () => {})
  await expect(statusOf('a')).rejects.toThrow('The store is unavailable.')
  expect(await statusOf('a')).toBe(409)
})

it('keeps an event handled whatever its observers throw', async () => {
  const onError = vi.fn()
  const handler = vi.fn()
  const observe = vi.fn(() => {
    throw new Error('The observer failed.')
  })
  const { router, statusOf } = setUp({ onError, onRejected: observe })
  router.on('userJoinedServer', handler).onUnknown(observe)
  expect([await statusOf('a'), await statusOf('a')]).toEqual([200, 200])
  expect(handler).toHaveBeenCalledTimes(1)
  expect(observe).toHaveBeenCalledTimes(1)
  const rejected = await router.handle(new Request('http://localhost/', { method: 'POST' }))
  expect(rejected.status).toBe(415)
  expect(onError).toHaveBeenCalledTimes(2)
  expect(onError).toHaveBeenCalledWith(new Error('The observer failed.'))
})

it('delivers an event again if `onUnknown` is its only handler and throws', async () => {
  const onUnknown = vi.fn().mockRejectedValueOnce(new Error('The handler failed.'))
  const { router, statusOf } = setUp()
  router.onUnknown(onUnknown)
  await expect(statusOf('a', 'levelReached')).rejects.toThrow('The handler failed.')
  expect(await statusOf('a', 'levelReached')).toBe(200)
  expect(onUnknown).toHaveBeenCalledTimes(2)
})

it('responds with 503 when a handler takes too long, and completes its event when it ends', async () => {
  const { handler, started, finish } = pausedHandler()
  const { router, send, statusOf, clock } = setUp({ handlerTimeout: 10_000, lease: 40_000 })
  router.on('userJoinedServer', handler)
  const first = send('a')
  const signal = await started
  clock.next()
  const response = await first
  expect([response.status, response.headers.get('retry-after')]).toEqual([503, '30'])
  expect(signal.aborted).toBe(true)
  expect(await statusOf('a')).toBe(409)
  finish()
  await vi.waitFor(async () => expect(await statusOf('a')).toBe(200))
  expect(handler).toHaveBeenCalledTimes(1)
  expect(clock.waiting).toBe(0)
})

it('passes what a late handler throws to `onError`, and accepts its event again', async () => {
  const { handler, started, fail } = pausedHandler()
  const onError = vi.fn()
  const { router, statusOf, clock } = setUp({ onError })
  router.on('userJoinedServer', handler)
  const first = statusOf('a')
  await started
  clock.next()
  expect(await first).toBe(503)
  fail(new Error('Too late.'))
  await vi.waitFor(() => expect(onError).toHaveBeenCalledWith(new Error('Too late.')))
  handler.mockResolvedValueOnce()
  expect(await statusOf('a')).toBe(200)
})

it('rejects deliveries past `maxConcurrent`, and counts handlers that exceed their time', async () => {
  const { handler, started, finish } = pausedHandler()
  const { router, send, statusOf, clock } = setUp({ maxConcurrent: 1 })
  router.on('userJoinedServer', handler)
  const first = send('a')
  await started
  const second = await send('b')
  expect([second.status, second.headers.get('retry-after')]).toEqual([503, '1'])
  clock.next()
  expect((await first).status).toBe(503)
  expect(await statusOf('b')).toBe(503)
  finish()
  await vi.waitFor(async () => expect(await statusOf('b')).toBe(200))
})

it('responds with 503 if the store is full', async () => {
  const clock = new FakeClock()
  const { router, send, statusOf } = setUp({ store: memoryStore({ maxEvents: 1, clock }) })
  router.on('userJoinedServer', () => {})
  expect(await statusOf('a')).toBe(200)
  const response = await send('b')
  expect([response.status, response.headers.get('retry-after')]).toEqual([503, '60'])
})

it.each([
  ['store', { store: undefined }],
  ['handlerTimeout', { handlerTimeout: 2, lease: 1 }],
  ['lease', { lease: 0 }],
  ['keepFor', { keepFor: Number.NaN }],
  ['maxConcurrent', { maxConcurrent: -1 }],
])('rejects an option that is not safe: %s', (parameter, options) => {
  expect(() => setUp(options as never)).toThrow(
    expect.objectContaining({ name: 'InputError', parameter }),
  )
})

it('offers `complete` with the transactions of its store only', async () => {
  const complete = vi.fn(async () => true)
  const transactional: EventStore<{ readonly name: string }> = { ...memoryStore(), complete }
  const options = { scheme: schemes.gcm, store: transactional }
  const router = createRouter(options).on('userJoinedServer', async (_event, handling) => {
    await handling.complete({ name: 'transaction' })
    // @ts-expect-error Not a transaction of the store.
    await handling.complete('transaction')
  })
  createRouter({ ...options, store: memoryStore() }).on('userJoinedServer', (_event, handling) =>
    // @ts-expect-error The store has no transactions.
    handling.complete({ name: 'transaction' }),
  )
  await router.handle(await createTestRequest('userJoinedServer', {}, options))
  expect(complete).toHaveBeenCalledWith(expect.anything(), 604_800_000, { name: 'transaction' })
})

describe('a router of another contract', () => {
  type Payloads = { newPet: { name: string }; 'order.onStatus': { status: 'sent' } }
  const contract: EventContract<Payloads> = { events: ['newPet', 'order.onStatus'] }
  const events: EventCodec = {
    name: 'name-in-a-header',
    read: (payload, headers) => ({ name: headers.get('x-event') ?? '', payload }),
    write: ({ payload }) => payload,
  }
  const options = () => ({ scheme: schemes.gcm, store: memoryStore(), events })
  const send = async (router: DeliveryHandler, name: string, payload: unknown) => {
    const request = await createTestRequest(name, payload, options())
    request.headers.set('x-event', name)
    return (await router.handle(request)).status
  }

  it('passes its events with their payloads to its handlers', async () => {
    const handled: unknown[] = []
    const router = createContractRouter(contract, options())
      .on('newPet', ({ name, payload, known }) =>
        handled.push([name, payload.name satisfies string, known]),
      )
      .on('order.onStatus', ({ payload }) => handled.push(payload.status satisfies 'sent'))
      .onUnknown(({ event, reason }) => handled.push([reason, event.name, event.known]))
    expect(await send(router, 'newPet', { name: 'Rex' })).toBe(200)
    expect(await send(router, 'order.onStatus', { status: 'sent' })).toBe(200)
    // An event of the contract of this package is none of the other one.
    expect(await send(router, 'userJoinedServer', {})).toBe(200)
    expect(handled).toEqual([['newPet', 'Rex', true], 'sent', ['event', 'userJoinedServer', false]])
  })

  it('rejects a name that its contract does not have', () => {
    const router = createContractRouter(contract, options())
    // @ts-expect-error an event of the contract of this package
    expect(() => router.on('userJoinedServer', () => {})).toThrow('has no event')
  })
})
