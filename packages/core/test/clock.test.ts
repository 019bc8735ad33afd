import { once } from 'node:events'
import { expect, it, onTestFinished } from 'vitest'
import { bound, orAbort, sleep, systemClock } from '../src/clock.ts'
import { listCommunityUsers } from '../src/index.ts'
import { FakeClock } from './fake-clock.ts'
import { communityId, observedClient, usersPage } from './helpers.ts'

it.each([-1, 2 ** 31, Number.MAX_SAFE_INTEGER])('takes %d milliseconds without a warning of the platform', async (ms) => {
  const warnings: Error[] = []
  const note = (warning: Error) => warnings.push(warning)
  process.on('warning', note)
  onTestFinished(() => void process.off('warning', note))
  const cancel = systemClock.schedule(() => {}, ms)
  await new Promise(setImmediate)
  cancel()
  expect(warnings).toEqual([])
})

it('lets a call have a very long deadline', async () => {
  const { client } = observedClient(() => usersPage([]))
  const bounds = { timeout: 2 ** 40, deadline: Number.POSITIVE_INFINITY }
  expect(await listCommunityUsers(client, { communityId }, bounds)).toMatchObject({ ok: true })
})

it('waits on the clock, and lets go of its timer when the signal ends the wait', async () => {
  const clock = new FakeClock()
  const controller = new AbortController()
  const waiting = sleep(clock, 1000, controller.signal).catch((reason: unknown) => reason)
  expect(clock.waiting).toBe(1)
  controller.abort('enough')
  expect(await waiting).toBe('enough')
  expect(clock.waiting).toBe(0)
})

it('rejects a promise that comes too late, and does not leave its rejection alone', async () => {
  const late = Promise.withResolvers<void>()
  await expect(orAbort(late.promise, AbortSignal.abort('gone'))).rejects.toBe('gone')
  late.reject(new Error('nobody listens'))
  await new Promise(setImmediate)
})

it('ends a signal by its time, or by its parent', async () => {
  const clock = new FakeClock()
  const timed = bound(
    clock,
    10,
    () => new Error('late'),
    undefined,
    () => new Error('unused'),
  )
  clock.next()
  expect(timed.signal.reason).toMatchObject({ message: 'late' })
  const parent = new AbortController()
  const led = bound(
    clock,
    10,
    () => new Error('late'),
    parent.signal,
    (cause) => new Error('led', { cause }),
  )
  const ended = once(led.signal, 'abort')
  parent.abort('why')
  await ended
  expect(led.signal.reason).toMatchObject({ message: 'led', cause: 'why' })
  led.release()
  expect(clock.waiting).toBe(0)
})
