import { createClient, isNetworkError, listCommunityUsers } from '@returning-kit/core'
import { describe, expect, it } from 'vitest'
import { Engine } from '../../src/engine/engine.ts'
import { loadContract } from '../../src/engine/load-contract.ts'
import { type Scenario, startMock } from '../../src/index.ts'
import { clientOf, communityId, headers, impatientClock, users } from '../helpers.ts'

describe('scripted responses', () => {
  it('fail as often as declared, and then the operation succeeds', async () => {
    const responses = { listCommunityUsers: [{ status: 503, times: 2 }, { status: 500 }] } as const
    await using mock = await startMock({ port: 0, scenario: { responses } })
    const statuses: number[] = []
    for (let count = 0; count < 5; count += 1)
      statuses.push((await fetch(mock.url + users, { headers })).status)
    expect(statuses).toEqual([503, 503, 500, 200, 200])
    mock.reset()
    expect(mock.requests).toEqual([])
    expect((await fetch(mock.url + users, { headers })).status).toBe(503)
  })

  it('make the client wait for the time of Retry-After', async () => {
    const responses = { listCommunityUsers: [{ status: 429, retryAfter: 7 }] } as const
    await using mock = await startMock({ port: 0, scenario: { responses } })
    const clock = impatientClock()
    const client = clientOf(mock.url, { clock, retry: { retries: 1 } })
    const result = await listCommunityUsers(client, { communityId })
    expect([result.status, result.attempts, clock.waits]).toEqual([200, 2, [7000]])
  })

  it('never end with `times: always`', async () => {
    await using mock = await startMock({
      port: 0,
      scenario: { responses: { listCommunityUsers: [{ status: 500, times: 'always' }] } },
    })
    for (let count = 0; count < 5; count += 1)
      expect((await fetch(mock.url + users, { headers })).status).toBe(500)
  })

  it('have a custom body and custom headers', async () => {
    const responses = {
      listCommunityUsers: [
        {
          status: 404,
          body: { message: 'Gone fishing' },
          headers: { 'X-Request-Id': 'fake-id' },
          retryAfter: 'Fri, 01 Jan 2027 00:00:00 GMT',
        },
      ],
    } as const
    await using mock = await startMock({ port: 0, scenario: { responses } })
    const response = await fetch(mock.url + users, { headers })
    expect([response.status, await response.json()]).toEqual([404, { message: 'Gone fishing' }])
    expect(response.headers.get('x-request-id')).toBe('fake-id')
    expect(response.headers.get('retry-after')).toBe('Fri, 01 Jan 2027 00:00:00 GMT')
  })

  it.each(['before', 'during'] as const)('disconnect %s the response', async (disconnect) => {
    await using mock = await startMock({
      port: 0,
      scenario: {
        responses: { listCommunityUsers: [{ disconnect }, { status: 503, disconnect }] },
      },
    })
    for (let count = 0; count < 2; count += 1) {
      const error = await listCommunityUsers(clientOf(mock.url), { communityId }).then(
        undefined,
        (thrown: unknown) => thrown,
      )
      expect(isNetworkError(error)).toBe(true)
    }
    expect((await listCommunityUsers(clientOf(mock.url), { communityId })).ok).toBe(true)
  })

  it('do not hide an invalid request', async () => {
    await using mock = await startMock({
      port: 0,
      scenario: { responses: { listCommunityUsers: [{ status: 503, times: 'always' }] } },
    })
    expect((await fetch(`${mock.url}${users}?limit=0`, { headers })).status).toBe(400)
    expect((await fetch(mock.url + users)).status).toBe(401)
  })

  it.each([{ status: 503 }, { disconnect: 'before' }] as const)(
    'are not used up by an invalid request: %j',
    async (script) => {
      await using mock = await startMock({
        port: 0,
        strict: true,
        scenario: { responses: { listCommunityUsers: [script] } },
      })
      const status = async (path: string, init = {}) =>
        fetch(mock.url + path, init).then(
          (response) => response.status,
          () => 'disconnected',
        )
      const valid = { headers }
      expect(await status(`${users}?limit=0`, valid)).toBe(400)
      expect(await status(`${users}?pages=2`, valid)).toBe(422)
      expect(await status(users)).toBe(401)
      expect(await status(users, valid)).toBe('status' in script ? 503 : 'disconnected')
      expect(await status(users, valid)).toBe(200)
    },
  )

  it('are delayed by the sum of both latencies', async () => {
    const waits: number[] = []
    const scenario: Scenario = {
      latency: 40,
      responses: { listCommunityUsers: [{ latency: 250 }] },
    }
    const engine = new Engine(await loadContract(), {
      dynamic: false,
      errors: false,
      seed: undefined,
      strict: false,
      scenario,
      wait: async (milliseconds) => void waits.push(milliseconds),
    })
    const incoming = {
      method: 'GET',
      path: users,
      query: new URLSearchParams(),
      headers,
      body: null,
    }
    for (let count = 0; count < 2; count += 1)
      expect((await engine.handle(incoming)).response.status).toBe(200)
    expect(waits).toEqual([290, 40])
  })

  it('do not delay the stop of the mock', async () => {
    const mock = await startMock({ port: 0, scenario: { latency: 500_000 } })
    const pending = fetch(mock.url + users, { headers }).then(undefined, () => 'disconnected')
    await expect.poll(() => mock.stop()).toBeUndefined()
    expect(await pending).toBe('disconnected')
  })
})

describe('credentials', () => {
  it('expire after a number of uses, and the client requests a new one', async () => {
    await using mock = await startMock({ port: 0, scenario: { credentials: { uses: 2 } } })
    let tokenCount = 0
    const client = createClient({
      token: () => `fake-token-${++tokenCount}`,
      baseUrl: mock.url,
      retry: false,
    })
    for (let count = 0; count < 5; count += 1)
      expect((await listCommunityUsers(client, { communityId })).status).toBe(200)
    expect([tokenCount, mock.requests.map(({ status }) => status)]).toEqual([
      3,
      [200, 200, 401, 200, 200, 401, 200],
    ])
  })

  it('can be expired from the start', async () => {
    await using mock = await startMock({
      port: 0,
      scenario: { credentials: { expired: ['fake-token'] } },
    })
    const response = await fetch(mock.url + users, { headers })
    expect([response.status, await response.json()]).toEqual([401, { message: 'Unauthorized' }])
    expect(
      (await fetch(mock.url + users, { headers: { authorization: 'Bearer fake-other' } })).status,
    ).toBe(200)
    // Not 400: without a valid credential, the request is not validated.
    expect((await fetch(`${mock.url}${users}?limit=0`, { headers })).status).toBe(401)
  })
})
