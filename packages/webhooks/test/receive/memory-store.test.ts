import { FakeClock } from '@repo/testing/fake-clock'
import { expect, it } from 'vitest'
import { memoryStore } from '../../src/index.ts'
import { testStore } from './store-tests.ts'

testStore('memoryStore', () => {
  const clock = new FakeClock()
  return {
    store: memoryStore({ clock }),
    advance: (ms) => {
      clock.time += ms
    },
  }
})

it('rejects further events when it is full, until one has expired', async () => {
  const clock = new FakeClock()
  const store = memoryStore({ maxEvents: 2, clock })
  const first = await store.claim('a', 1000)
  if (first.state === 'claimed') await store.complete(first.claim, 5000)
  await store.claim('b', 1000)
  expect(await store.claim('c', 1000)).toEqual({ state: 'full', retryAfter: 1000 })
  expect(await store.claim('a', 1000)).toEqual({ state: 'completed' })
  clock.time += 1000
  expect(await store.claim('c', 1000)).toMatchObject({ state: 'claimed' })
  clock.time += 3999
  expect(await store.claim('d', 1000)).toMatchObject({ state: 'claimed' })
  expect(await store.claim('a', 1000)).toEqual({ state: 'completed' })
  expect(await store.claim('e', 1000)).toEqual({ state: 'full', retryAfter: 1 })
})
