import { FakeClock } from '@repo/testing/fake-clock'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { call } from '../../src/index.ts'
import { backoff, defaultRetry, parseRetryAfter } from '../../src/transport/retry.ts'
import { retryBudget } from '../../src/transport/retry-budget.ts'
import { observed, status } from '../helpers.ts'

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
    const headers = new Headers(value === null ? {} : { 'retry-after': value })
    expect(parseRetryAfter(headers, now)).toBe(expected)
  })

  it('prefers the exact time of retry-after-ms', () => {
    const headers = new Headers({ 'retry-after': '2', 'retry-after-ms': '1250' })
    expect(parseRetryAfter(headers, now)).toBe(1250)
    headers.set('retry-after-ms', 'soon')
    expect(parseRetryAfter(headers, now)).toBe(2000)
  })
})

describe('timing', () => {
  const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
  const options = fc.record({
    retries: fc.nat(20),
    baseDelay: fc.nat(10_000),
    maxDelay: fc.nat(100_000),
  })

  it('waits between zero and the maximum delay, and no longer for a smaller random number', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        options,
        chance,
        chance,
        (retry, retryOptions, one, two) => {
          const [low, high] = [
            backoff(retry, retryOptions, Math.min(one, two)),
            backoff(retry, retryOptions, Math.max(one, two)),
          ]
          expect(low).toBeGreaterThanOrEqual(0)
          expect(low).toBeLessThanOrEqual(high)
          expect(high).toBeLessThanOrEqual(retryOptions.maxDelay)
        },
      ),
    )
  })

  it('never waits beyond the remaining time, nor more often than allowed', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.option(fc.nat(1000), { nil: undefined }),
        fc.integer({ min: 1, max: 1_000_000 }),
        options,
        chance,
        async (retryAfter, totalTimeout, retry, random) => {
          const clock = new FakeClock()
          clock.chance = random
          const headers = retryAfter === undefined ? {} : { 'retry-after': `${retryAfter}` }
          const sentAt: number[] = []
          const respond = () => {
            sentAt.push(clock.now())
            return status(503, headers)
          }
          const { thing } = observed(respond, { clock, retry, totalTimeout })
          const endsAt = clock.now() + totalTimeout
          expect(await clock.run(thing())).toMatchObject({ status: 503, attempts: sentAt.length })
          expect(sentAt.length).toBeLessThanOrEqual(retry.retries + 1)
          expect(sentAt.at(-1)).toBeLessThan(endsAt)
        },
      ),
    )
  })

  it('allows about one retry in ten calls once the reserve is used up', () => {
    const budget = retryBudget({ reserve: 5, share: 0.1 })
    let retries = 0
    for (let calls = 0; calls < 1000; calls += 1) {
      budget.deposit()
      if (budget.withdraw()) retries += 1
    }
    expect(retries).toBeGreaterThan(90)
    expect(retries).toBeLessThan(110)
  })
})

it('keeps the documented defaults', () => {
  expect(defaultRetry).toMatchObject({ retries: 2, baseDelay: 300, maxDelay: 10_000 })
})

it.each([
  ['QUERY', 3],
  ['OPTIONS', 3],
  ['COPY', 1],
])('sends a %s that gets 503 up to %i times', async (method, attempts) => {
  const clock = new FakeClock()
  const { client } = observed(() => status(503), { clock })
  const operation = { id: 'custom', method, path: '/thing' }
  expect(await clock.run(call(client, operation))).toMatchObject({ attempts })
})
