import { getEventListeners } from 'node:events'
import { FakeClock } from '@repo/testing/fake-clock'
import { expect, it, onTestFinished } from 'vitest'
import { sleep, systemClock, withTimeLimit } from '../../src/transport/time-limit.ts'

it.each([-1, 2 ** 31, Number.MAX_SAFE_INTEGER])(
  'accepts %d milliseconds without a warning of Node',
  async (ms) => {
    const warnings: Error[] = []
    const collect = (warning: Error) => warnings.push(warning)
    process.on('warning', collect)
    onTestFinished(() => void process.off('warning', collect))
    const cancel = systemClock.schedule(() => {}, ms)
    await new Promise(setImmediate)
    cancel()
    expect(warnings).toEqual([])
  },
)

function abortable() {
  const controller = new AbortController()
  return { signal: controller.signal, abort: (reason: unknown) => controller.abort(reason) }
}

const unbounded = {
  ms: Number.POSITIVE_INFINITY,
  expired: () => new Error('late'),
  signal: undefined,
  aborted: (cause: unknown) => new Error('aborted', { cause }),
}

it('waits on the clock, and cancels its timer when the signal aborts', async () => {
  const clock = new FakeClock()
  const { signal, abort } = abortable()
  const waiting = withTimeLimit(clock, { ...unbounded, signal }, (ending) =>
    sleep(clock, 1000, ending),
  )
  expect(clock.waiting).toBe(1)
  abort('enough')
  await expect(waiting).rejects.toMatchObject({ message: 'aborted', cause: 'enough' })
  expect(clock.waiting).toBe(0)
})

it('ends a task at its time limit, aborts its signal, and handles its late rejection', async () => {
  const clock = new FakeClock()
  const late = Promise.withResolvers<void>()
  let reason: unknown
  const task = withTimeLimit(clock, { ...unbounded, ms: 10 }, (signal) => {
    signal.addEventListener('abort', () => {
      reason = signal.reason
    })
    return late.promise
  })
  clock.next()
  await expect(task).rejects.toThrow('late')
  expect(reason).toMatchObject({ message: 'late' })
  late.reject(new Error('unhandled'))
  await new Promise(setImmediate)
})

it('ends a task with the parent signal, and always removes its listener', async () => {
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
  await expect(endless).rejects.toMatchObject({ message: 'aborted', cause: 'why' })
  expect(getEventListeners(signal, 'abort')).toHaveLength(0)
  await expect(
    withTimeLimit(systemClock, { ...unbounded, signal }, async () => 'begun'),
  ).rejects.toThrow('aborted')
})

it('aborts the signal of a task that fails, so that nothing it started goes on', async () => {
  let reason: unknown
  const error = new Error('own')
  const task = withTimeLimit(systemClock, unbounded, async (signal) => {
    signal.addEventListener('abort', () => {
      reason = signal.reason
    })
    throw error
  })
  await expect(task).rejects.toBe(error)
  expect(reason).toBe(error)
})
