import { FakeClock } from '@repo/testing/fake-clock'
import { describe, expect, it } from 'vitest'
import { call, rateLimit } from '../../src/index.ts'
import { timeToReset } from '../../src/rate-limit/reset.ts'
import { observed, read, status } from '../helpers.ts'

const turn = () => new Promise(setImmediate)

/** A service whose responses the test sends. */
function held() {
  const open: (() => void)[] = []
  let most = 0
  const respond = async () => {
    const { promise, resolve } = Promise.withResolvers<void>()
    open.push(resolve)
    most = Math.max(most, open.length)
    await promise
    return status(200)
  }
  const end = async () => {
    open.shift()?.()
    for (let turns = 0; turns < 5; turns += 1) await turn()
  }
  return { respond, end, open, most: () => most }
}

describe('concurrency', () => {
  it('keeps requests beyond it waiting, and sends them in order', async () => {
    const { respond, end, open, most } = held()
    const { thing, requests } = observed(respond, { rateLimit: rateLimit({ concurrency: 2 }) })
    const results = Promise.all(Array.from({ length: 6 }, () => thing()))
    await turn()
    while (requests.length < 6 || open.length > 0) await end()
    expect(await results).toHaveLength(6)
    expect(most()).toBe(2)
  })

  it('is shared by clients that extend one', async () => {
    const { respond, end, open } = held()
    const { client } = observed(respond, { rateLimit: rateLimit({ concurrency: 1 }) })
    const results = Promise.all([call(client, read), call(client.extend({}), read)])
    for (let turns = 0; turns < 5; turns += 1) await turn()
    expect(open).toHaveLength(1)
    await end()
    await end()
    expect(await results).toMatchObject([{ ok: true }, { ok: true }])
  })

  it('loses no turn to a call that is aborted while it waits or runs', async () => {
    const { respond, end } = held()
    const { thing, requests } = observed(respond, { rateLimit: rateLimit({ concurrency: 1 }) })
    const controller = new AbortController()
    const ends: string[] = []
    const note = (error: unknown) => {
      ends.push((error as Error).name)
      return undefined
    }
    const aborted = Array.from({ length: 3 }, () =>
      Promise.resolve(thing(read, { signal: controller.signal, retry: false })).catch(note),
    )
    await turn()
    const last = Promise.resolve(thing())
    controller.abort()
    await Promise.all(aborted)
    expect(ends).toEqual(['AbortError', 'AbortError', 'AbortError'])
    await end()
    await end()
    expect(await last).toMatchObject({ ok: true })
    expect(requests).toHaveLength(2)
  })

  it.each([0, -1, 1.5, Number.NaN, '8'])('is not %j', (concurrency) => {
    expect(() => rateLimit({ concurrency: concurrency as number })).toThrow('at least 1')
  })
})

describe('a pause', () => {
  it('after a 429 is shared by all calls', async () => {
    const clock = new FakeClock()
    const began = clock.now()
    const times: number[] = []
    const { thing } = observed(
      (_, count) => {
        times.push(clock.now() - began)
        return count === 1 ? status(429, { 'retry-after': '20' }) : status(200)
      },
      { clock, rateLimit: rateLimit() },
    )
    const first = Promise.resolve(thing())
    for (let turns = 0; turns < 5; turns += 1) await turn()
    const results = await clock.run(Promise.all([first, thing(), thing()]))
    expect(results).toMatchObject([{ attempts: 2 }, { attempts: 1 }, { attempts: 1 }])
    expect(times).toEqual([0, 20_000, 20_000, 20_000])
    expect(clock.waiting).toBe(0)
  })

  it('begins when a quota is used up, before the service rejects anything', async () => {
    const clock = new FakeClock()
    const began = clock.now()
    const { thing } = observed(() => status(200, { ratelimit: '"default";r=0;t=7' }), {
      clock,
      rateLimit: rateLimit(),
    })
    await clock.run(thing())
    await clock.run(thing())
    expect(clock.now() - began).toBe(7000)
  })

  it('ends with the total time of a call, and without an attempt', async () => {
    const clock = new FakeClock()
    const { thing, requests } = observed(() => status(429, { 'retry-after': '3600' }), {
      clock,
      rateLimit: rateLimit(),
    })
    await clock.run(thing())
    const error = await clock.run(thing().catch((thrown: unknown) => thrown))
    expect(error).toMatchObject({ name: 'TimeoutError', limit: 'totalTimeout', attempts: 0 })
    expect((error as Error).message).toContain('No turn in the rate limit within 120000 ms')
    expect(requests).toHaveLength(1)
  })
})

const now = Date.parse('2026-01-01T00:00:00Z')

it.each([
  [429, { 'retry-after': '3' }, 3000],
  [429, { 'retry-after-ms': '1500' }, 1500],
  [503, { 'retry-after': '3' }, 3000],
  [429, { 'x-ratelimit-reset': '9' }, 9000],
  [429, { 'x-ratelimit-reset': String(now / 1000 + 9) }, 9000],
  [429, { 'x-ratelimit-reset': String(now + 9000) }, 9000],
  [429, { 'x-ratelimit-reset': String(now / 1000 - 9) }, 0],
  [200, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '9' }, 9000],
  [200, { 'x-ratelimit-remaining': '1', 'x-ratelimit-reset': '9' }, undefined],
  [503, { 'x-ratelimit-remaining': '100', 'x-ratelimit-reset': '3600' }, undefined],
  [200, { 'ratelimit-remaining': '0', 'ratelimit-reset': '4' }, 4000],
  [200, { ratelimit: 'limit=10, remaining=0, reset=4' }, 4000],
  [200, { ratelimit: '"burst";r=0;t=2, "daily";r=0;t=60' }, 60_000],
  [200, { ratelimit: '"burst";r=0;t=2, "daily";r=5;t=60' }, 2000],
  [429, {}, undefined],
  [429, { 'x-ratelimit-reset': 'soon' }, undefined],
])(
  'reads from %i and %j that the next request may follow after %j ms',
  (code, headers, expected) => {
    expect(timeToReset(status(code, headers as Record<string, string>), now)).toBe(expected)
  },
)
