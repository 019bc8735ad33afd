import { describe, expect, it } from 'vitest'
import type { Claim, ClaimResult, EventStore } from '../../src/index.ts'

/** A store whose clock a test can advance. */
export interface TestStore {
  readonly store: EventStore<never>
  advance(ms: number): void | Promise<void>
}

const claimOf = (result: ClaimResult): Claim => {
  if (result.state !== 'claimed') throw new Error(`The event is ${result.state}.`)
  return result.claim
}

/** Defines the tests of a store, which are the same for every store. */
export function testStore(name: string, create: () => TestStore | Promise<TestStore>): void {
  describe(name, () => {
    it('claims an event once, and again after its lease', async () => {
      const { store, advance } = await create()
      expect(await store.claim('a', 1000)).toMatchObject({ state: 'claimed' })
      await advance(400)
      const second = await store.claim('a', 1000)
      expect(second.state).toBe('in-progress')
      if (second.state === 'in-progress') expect(second.retryAfter).toBeCloseTo(600, -2)
      await advance(600)
      expect(await store.claim('a', 1000)).toMatchObject({ state: 'claimed' })
    })

    it('gives one of many claims at the same time', async () => {
      const { store } = await create()
      const results = await Promise.all(Array.from({ length: 20 }, () => store.claim('a', 60_000)))
      expect(results.map(({ state }) => state).sort()).toEqual([
        'claimed',
        ...Array.from({ length: 19 }, () => 'in-progress'),
      ])
    })

    it('remembers a completed event for as long as it is told', async () => {
      const { store, advance } = await create()
      expect(await store.complete(claimOf(await store.claim('a', 1000)), 5000)).toBe(true)
      await advance(4999)
      expect(await store.claim('a', 1000)).toEqual({ state: 'completed' })
      await advance(1)
      expect(await store.claim('a', 1000)).toMatchObject({ state: 'claimed' })
    })

    it('gives a released event to the next claim', async () => {
      const { store } = await create()
      await store.release(claimOf(await store.claim('a', 60_000)))
      expect(await store.claim('a', 60_000)).toMatchObject({ state: 'claimed' })
    })

    it('does not release a completed event', async () => {
      const { store } = await create()
      const claim = claimOf(await store.claim('a', 60_000))
      await store.complete(claim, 60_000)
      await store.release(claim)
      expect(await store.claim('a', 60_000)).toEqual({ state: 'completed' })
    })

    it('completes an event after its lease if no other process has taken it over', async () => {
      const { store, advance } = await create()
      const claim = claimOf(await store.claim('a', 1000))
      await advance(2000)
      expect(await store.complete(claim, 5000)).toBe(true)
      expect(await store.claim('a', 1000)).toEqual({ state: 'completed' })
    })

    it('neither completes nor releases an event that another process has taken over', async () => {
      const { store, advance } = await create()
      const old = claimOf(await store.claim('a', 1000))
      await advance(1000)
      const current = claimOf(await store.claim('a', 1000))
      expect(await store.complete(old, 5000)).toBe(false)
      await store.release(old)
      expect(await store.claim('a', 1000)).toMatchObject({ state: 'in-progress' })
      expect(await store.complete(current, 5000)).toBe(true)
    })

    it('takes ids that are long, and not ASCII', async () => {
      const { store } = await create()
      for (const id of ['é'.repeat(256), '語'.repeat(256), "'; --", '%', '𝄞']) {
        expect(await store.claim(id, 1000)).toMatchObject({ state: 'claimed' })
        expect(await store.claim(id, 1000)).toMatchObject({ state: 'in-progress' })
      }
    })
  })
}
