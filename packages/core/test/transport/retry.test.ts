import { FakeClock } from '@repo/testing/fake-clock'
import type { Operation } from '@returning-kit/runtime'
import { call, header, jsonBody } from '@returning-kit/runtime'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  backoff,
  defaultRetry,
  parseRetryAfter,
  retryBudget,
  retryDelay,
} from '../../../runtime/src/transport/retry.ts'
import { isTimeoutError, listCommunityUsers } from '../../src/index.ts'
import { communityId, observedClient, usersPage } from '../helpers.ts'

const busy = (headers: Record<string, string> = {}) =>
  Response.json({ message: 'busy' }, { status: 503, headers })
const write: Operation = {
  id: 'write',
  method: 'POST',
  path: '/write',
  body: { type: 'application/json', serialize: jsonBody },
  security: [[{ serialize: header, name: 'authorization', option: 'token' }]],
}

describe('parseRetryAfter', () => {
  const now = Date.parse('2026-01-01T00:00:00Z')
  it.each([
    ['7', 7000],
    ['0', 0],
    ['Thu, 01 Jan 2026 00:00:09 GMT', 9000],
    ['Wed, 31 Dec 2025 23:59:00 GMT', 0],
    ['', undefined],
    [null, undefined],
    ['-1', undefined],
    ['1.5', undefined],
    ['soon', undefined],
    ['2026-01-01', undefined],
  ])('reads %j as %j', (value, expected) => {
    expect(parseRetryAfter(value, now)).toBe(expected)
  })
})

describe('timing', () => {
  const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
  const options = fc.record({
    retries: fc.nat(20),
    baseDelay: fc.nat(10_000),
    maxDelay: fc.nat(100_000),
  })

  it('waits between nothing and the longest delay, never longer with less chance', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        options,
        random,
        random,
        (attempt, given, one, two) => {
          const [low, high] = [
            backoff(attempt, given, Math.min(one, two)),
            backoff(attempt, given, Math.max(one, two)),
          ]
          expect(low).toBeGreaterThanOrEqual(0)
          expect(low).toBeLessThanOrEqual(high)
          expect(high).toBeLessThanOrEqual(given.maxDelay)
        },
      ),
    )
  })

  it('never waits past the deadline, nor more often than allowed', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 30 }),
        fc.option(fc.nat(1_000_000), { nil: undefined }),
        fc.nat(100_000),
        options,
        random,
        (attempt, after, remaining, given, chance) => {
          const delay = retryDelay(attempt, after, remaining, given, chance)
          if (attempt > given.retries) expect(delay).toBeUndefined()
          else if (delay !== undefined) expect(delay).toBeLessThan(remaining)
        },
      ),
    )
  })

  it('lets about one repetition in ten calls through once the reserve is used up', () => {
    const budget = retryBudget(5, 0.1)
    let repeated = 0
    for (let calls = 0; calls < 1000; calls += 1) {
      budget.deposit()
      if (budget.withdraw()) repeated += 1
    }
    expect(repeated).toBeGreaterThan(90)
    expect(repeated).toBeLessThan(110)
  })
})

describe('a read', () => {
  it.each([408, 425, 429, 500, 502, 503, 504])(
    'is repeated after %i, and tells how often it was sent',
    async (status) => {
      const clock = new FakeClock()
      const { client, requests } = observedClient(
        (_, count) => (count < 3 ? Response.json({}, { status }) : usersPage([])),
        {
          clock,
        },
      )
      expect(await clock.run(listCommunityUsers(client, { communityId }))).toMatchObject({
        ok: true,
        attempts: 3,
      })
      expect(requests).toHaveLength(3)
      expect(clock.waiting).toBe(0)
    },
  )

  it.each([400, 403, 404, 409, 422, 501])('is not repeated after %i', async (status) => {
    const { client, requests } = observedClient(() => Response.json({}, { status }))
    await listCommunityUsers(client, { communityId })
    expect(requests).toHaveLength(1)
  })

  it('waits as long as the service asks', async () => {
    const clock = new FakeClock()
    const { client } = observedClient(
      (_, count) => (count === 1 ? busy({ 'retry-after': '7' }) : usersPage([])),
      { clock },
    )
    const began = clock.now()
    await clock.run(listCommunityUsers(client, { communityId }))
    expect(clock.now() - began).toBe(7000)
  })

  it('gives up at once when the service asks for more than the deadline leaves', async () => {
    const clock = new FakeClock()
    const { client, requests } = observedClient(() => busy({ 'retry-after': '3600' }), { clock })
    const began = clock.now()
    expect(await clock.run(listCommunityUsers(client, { communityId }))).toMatchObject({
      ok: false,
      status: 503,
      attempts: 1,
    })
    expect(requests).toHaveLength(1)
    expect(clock.now()).toBe(began)
  })

  it('is repeated after a broken connection', async () => {
    const clock = new FakeClock()
    const { client } = observedClient(
      (_, count) => {
        if (count === 1) throw new TypeError('fetch failed', { cause: { code: 'ECONNRESET' } })
        return usersPage([])
      },
      { clock },
    )
    expect(await clock.run(listCommunityUsers(client, { communityId }))).toMatchObject({
      ok: true,
      attempts: 2,
    })
  })

  it('is repeated after an attempt that ran out of time, also inside the body', async () => {
    const clock = new FakeClock()
    const { client } = observedClient(
      (request, count) => {
        if (count === 2) return usersPage([])
        const stalled = new ReadableStream({
          start: (controller) =>
            request.signal.addEventListener('abort', () => controller.error(request.signal.reason)),
        })
        return new Response(stalled, { headers: { 'content-type': 'application/json' } })
      },
      { clock },
    )
    expect(
      await clock.run(listCommunityUsers(client, { communityId }, { timeout: 500 })),
    ).toMatchObject({
      ok: true,
      attempts: 2,
    })
    expect(clock.waiting).toBe(0)
  })

  it('ends at the deadline, whatever is left of attempts', async () => {
    const clock = new FakeClock()
    const { client } = observedClient(() => new Promise(() => {}), { clock })
    const began = clock.now()
    const error = await clock.run(
      listCommunityUsers(
        client,
        { communityId },
        { timeout: 400, totalTimeout: 1000, retry: { retries: 50, baseDelay: 1 } },
      ).catch((thrown: unknown) => thrown),
    )
    expect(isTimeoutError(error) && error.limit).toBe('totalTimeout')
    expect(clock.now() - began).toBe(1000)
    expect(clock.waiting).toBe(0)
  })

  it('is not repeated when the caller says so', async () => {
    const { client, requests } = observedClient(() => busy())
    await listCommunityUsers(client, { communityId }, { retry: false })
    expect(requests).toHaveLength(1)
  })

  it('does not amplify an outage: the budget of the client ends the repetitions', async () => {
    const clock = new FakeClock()
    const { client, requests } = observedClient(() => busy(), { clock, retry: { retries: 3 } })
    for (let calls = 0; calls < 200; calls += 1)
      await clock.run(listCommunityUsers(client, { communityId }))
    expect(requests.length).toBeLessThan(200 + 20 + 200 * 0.1 + 1)
  })
})

describe('a write', () => {
  it.each([429, 500, 503])('is not repeated after %i, when it may have arrived', async (status) => {
    const { client, requests } = observedClient(() => Response.json({}, { status }))
    await call(client, write, { body: { a: 1 } })
    expect(requests).toHaveLength(1)
  })

  it('is not repeated after a reset connection', async () => {
    const { client, requests } = observedClient(() => {
      throw new TypeError('fetch failed', { cause: { code: 'ECONNRESET' } })
    })
    await expect(call(client, write, { body: {} })).rejects.toMatchObject({
      name: 'NetworkError',
      attempts: 1,
    })
    expect(requests).toHaveLength(1)
  })

  it('is repeated when the connection never stood', async () => {
    const clock = new FakeClock()
    const bodies: string[] = []
    const { client } = observedClient(
      async (request, count) => {
        bodies.push(await request.text())
        if (count === 1) throw new TypeError('fetch failed', { cause: { code: 'ECONNREFUSED' } })
        return Response.json({})
      },
      { clock },
    )
    expect(await clock.run(call(client, write, { body: { a: 1 } }))).toMatchObject({
      ok: true,
      attempts: 2,
    })
    expect(bodies).toEqual(['{"a":1}', '{"a":1}'])
  })

  it('is not repeated when it was answered by a redirect that leads nowhere', async () => {
    const clock = new FakeClock()
    const { client, requests } = observedClient(
      ({ method }) => {
        if (method === 'POST')
          return new Response(null, { status: 303, headers: { location: '/written' } })
        throw new TypeError('fetch failed', { cause: { code: 'ECONNREFUSED' } })
      },
      { clock },
    )
    await expect(clock.run(call(client, write, { body: { a: 1 } }))).rejects.toMatchObject({
      name: 'NetworkError',
      attempts: 1,
    })
    expect(requests.map(({ method }) => method)).toEqual(['POST', 'GET'])
  })

  it.each([
    ['the contract calls it idempotent', { ...write, idempotent: true }, {}],
    ['the caller calls it idempotent', write, { idempotent: true }],
  ])('is repeated when %s', async (_, operation, options) => {
    const clock = new FakeClock()
    const { client } = observedClient(
      (_request, count) => (count === 1 ? busy() : Response.json({})),
      { clock },
    )
    expect(await clock.run(call(client, operation, { body: { a: 1 } }, options))).toMatchObject({
      ok: true,
      attempts: 2,
    })
  })
})

it('keeps its defaults', () => {
  expect(defaultRetry).toEqual({ retries: 2, baseDelay: 300, maxDelay: 10_000 })
})
