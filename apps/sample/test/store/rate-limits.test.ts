import { expect, it, vi } from 'vitest'
import { sharedRateLimit } from '../../src/client.ts'
import { countAttempt, pauseTurns, takeTurn } from '../../src/store/rate-limits.ts'
import { useDatabase } from '../database.ts'

const database = useDatabase()
const take = () => takeTurn(database.db, 'api', 100)

it('gives each request a turn of its own', async () => {
  // On several connections the order is open.
  const waits = await Promise.all([take(), take(), take()])
  expect(waits.sort((left, right) => left - right)).toEqual([0, 100, 200])
  await database.advance(250)
  expect(await take()).toBe(50)
  await database.advance(60_000)
  expect(await take()).toBe(0)
})

it('pauses all processes', async () => {
  await pauseTurns(database.db, 'api', 5000)
  await pauseTurns(database.db, 'api', 1000)
  expect(await take()).toBe(5000)
  expect(await take()).toBe(5100)
})

it('delays the next turn after a 429, in another process as well', async () => {
  const sleep = vi.fn(async () => {})
  const options = { requestsPerSecond: 10, sleep }
  const [first, second] = [
    sharedRateLimit(database.db, options),
    sharedRateLimit(database.db, options),
  ]
  const clock = { now: () => 0, random: () => 0, schedule: () => () => {} }
  const { signal } = new AbortController()
  const rejected = new Response('', { status: 429, headers: { 'retry-after': '7' } })
  await first.run(async () => ({ response: rejected }), clock, signal)
  expect(sleep).not.toHaveBeenCalled()
  await second.run(async () => ({ response: new Response('') }), clock, signal)
  expect(sleep).toHaveBeenCalledExactlyOnceWith(7000, signal)
})

it('allows some attempts at once, and one more after each interval', async () => {
  const count = () => countAttempt(database.db, 'login', { interval: 1000, burst: 3 })
  expect([await count(), await count(), await count()]).toEqual([0, 0, 0])
  expect(await count()).toBeGreaterThan(0)
  // A rejected attempt does not prolong the wait.
  for (let attempt = 0; attempt < 10; attempt += 1) await count()
  await database.advance(1000)
  expect(await count()).toBe(0)
  expect(await count()).toBeGreaterThan(0)
})
