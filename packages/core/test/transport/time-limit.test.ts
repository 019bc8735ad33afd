import { getEventListeners } from 'node:events'
import { FakeClock } from '@repo/testing/fake-clock'
import { expect, it, onTestFinished } from 'vitest'
import { sleep, systemClock, withTimeLimit } from '../../../runtime/src/transport/time-limit.ts'
import { listCommunityUsers } from '../../src/index.ts'
import { communityId, observedClient, usersPage } from '../helpers.ts'

it.each([-1, 2 ** 31, Number.MAX_SAFE_INTEGER])(
  'takes %d milliseconds without a warning of the platform',
  async (ms) => {
    const warnings: Error[] = []
    const note = (warning: Error) => warnings.push(warning)
    process.on('warning', note)
    onTestFinished(() => void process.off('warning', note))
    const cancel = systemClock.schedule(() => {}, ms)
    await new Promise(setImmediate)
    cancel()
    expect(warnings).toEqual([])
  },
)

it('lets a call have a very long deadline', async () => {
  const { client } = observedClient(() => usersPage([]))
  const bounds = { timeout: 2 ** 40, deadline: Number.POSITIVE_INFINITY }
  expect(await listCommunityUsers(client, { communityId }, bounds)).toMatchObject({ ok: true })
})

function abortable() {
  const controller = new AbortController()
  return { signal: controller.signal, abort: (reason: unknown) => controller.abort(reason) }
}

const unbounded = {
  ms: Number.POSITIVE_INFINITY,
  expired: () => new Error('late'),
  signal: undefined,
  aborted: (cause: unknown) => new Error('led', { cause }),
}

it('waits on the clock, and lets go of its timer when the signal ends the wait', async () => {
  const clock = new FakeClock()
  const { signal, abort } = abortable()
  const waiting = sleep(clock, 1000, { ...unbounded, signal })
  expect(clock.waiting).toBe(1)
  abort('enough')
  await expect(waiting).rejects.toMatchObject({ message: 'led', cause: 'enough' })
  expect(clock.waiting).toBe(0)
})

it('ends a task by its time, tells it, and does not leave its late rejection alone', async () => {
  const clock = new FakeClock()
  const late = Promise.withResolvers<void>()
  let told: unknown
  const task = withTimeLimit(clock, { ...unbounded, ms: 10 }, (signal) => {
    signal.addEventListener('abort', () => {
      told = signal.reason
    })
    return late.promise
  })
  clock.next()
  await expect(task).rejects.toThrow('late')
  expect(told).toMatchObject({ message: 'late' })
  late.reject(new Error('nobody listens'))
  await new Promise(setImmediate)
})

it('ends a task by its parent, and takes its listener off, however it ends', async () => {
  const { signal, abort } = abortable()
  await withTimeLimit(systemClock, { ...unbounded, signal }, async () => {})
  await expect(
    withTimeLimit(systemClock, { ...unbounded, signal }, async () =>
      Promise.reject(new Error('own')),
    ),
  ).rejects.toThrow('own')
  expect(getEventListeners(signal, 'abort')).toHaveLength(0)
  const endless = withTimeLimit(systemClock, { ...unbounded, signal }, () => new Promise(() => {}))
  abort('why')
  await expect(endless).rejects.toMatchObject({ message: 'led', cause: 'why' })
  expect(getEventListeners(signal, 'abort')).toHaveLength(0)
  await expect(
    withTimeLimit(systemClock, { ...unbounded, signal }, async () => 'begun'),
  ).rejects.toThrow('led')
})
