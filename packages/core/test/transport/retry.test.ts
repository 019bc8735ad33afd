import { FakeClock } from '@repo/testing/fake-clock'
import type { Operation } from '@returning-kit/runtime'
import { call, header, jsonBody } from '@returning-kit/runtime'
import { describe, expect, it } from 'vitest'
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

describe('a read', () => {
  it.each([408, 425, 429, 500, 502, 503, 504])(
    'is retried after %i, and the result has the number of attempts',
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

  it.each([400, 403, 404, 409, 422, 501])('is not retried after %i', async (status) => {
    const { client, requests } = observedClient(() => Response.json({}, { status }))
    await listCommunityUsers(client, { communityId })
    expect(requests).toHaveLength(1)
  })

  it('waits as long as Retry-After asks', async () => {
    const clock = new FakeClock()
    const { client } = observedClient(
      (_, count) => (count === 1 ? busy({ 'retry-after': '7' }) : usersPage([])),
      { clock },
    )
    const began = clock.now()
    await clock.run(listCommunityUsers(client, { communityId }))
    expect(clock.now() - began).toBe(7000)
  })

  it('gives up at once if Retry-After exceeds the remaining time', async () => {
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

  it('is retried after a broken connection', async () => {
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

  it('is retried after an attempt that timed out, also while its body was read', async () => {
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

  it('ends at totalTimeout, even if retries are left', async () => {
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

  it('is not retried with `retry: false`', async () => {
    const { client, requests } = observedClient(() => busy())
    await listCommunityUsers(client, { communityId }, { retry: false })
    expect(requests).toHaveLength(1)
  })

  it('is no longer retried when the retry budget of the client is used up', async () => {
    const clock = new FakeClock()
    const { client, requests } = observedClient(() => busy(), { clock, retry: { retries: 3 } })
    for (let calls = 0; calls < 200; calls += 1)
      await clock.run(listCommunityUsers(client, { communityId }))
    expect(requests.length).toBeLessThan(200 + 100 + 200 * 0.1 + 1)
  })
})

describe('a write', () => {
  it.each([429, 500, 503])(
    'is not retried after %i, because it may have arrived',
    async (status) => {
      const { client, requests } = observedClient(() => Response.json({}, { status }))
      await call(client, write, { body: { a: 1 } })
      expect(requests).toHaveLength(1)
    },
  )

  it('is not retried after a connection reset', async () => {
    const { client, requests } = observedClient(() => {
      throw new TypeError('fetch failed', { cause: { code: 'ECONNRESET' } })
    })
    await expect(call(client, write, { body: {} })).rejects.toMatchObject({
      name: 'NetworkError',
      attempts: 1,
    })
    expect(requests).toHaveLength(1)
  })

  it('is retried if the connection was never established', async () => {
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

  it('is not retried after a redirect to an unreachable host', async () => {
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
    ['the contract declares it idempotent', { ...write, idempotent: true }, {}],
    ['the caller declares it idempotent', write, { idempotent: true }],
  ])('is retried if %s', async (_, operation, options) => {
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
