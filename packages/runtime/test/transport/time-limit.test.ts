import { getEventListeners } from 'node:events'
import { FakeClock } from '@repo/testing/fake-clock'
import { expect, it, onTestFinished } from 'vitest'
import { contextOf } from '../../src/client/client.ts'
import { sleep, systemClock } from '../../src/transport/clock.ts'
import type { CallOptions } from '../../src/transport/context.ts'
import { startCall } from '../../src/transport/start-call.ts'
import { withinCall } from '../../src/transport/time-limit.ts'
import { observed, read, status } from '../helpers.ts'

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

function start(options: CallOptions = {}, clock = systemClock) {
  const { client } = observed(() => status(200), { clock, totalTimeout: Number.POSITIVE_INFINITY })
  return startCall(contextOf(client, read.id), read, options)
}

it('waits on the clock, and cancels its timer when the signal aborts', async () => {
  const clock = new FakeClock()
  const { signal, abort } = abortable()
  const waiting = withinCall(start({ signal }, clock), (ending) => sleep(clock, 1000, ending))
  expect(clock.waiting).toBe(1)
  abort('enough')
  await expect(waiting).rejects.toMatchObject({ name: 'AbortError', cause: 'enough' })
  expect(clock.waiting).toBe(0)
})

it('ends a task at its time limit, aborts its signal, and handles its late rejection', async () => {
  const clock = new FakeClock()
  const late = Promise.withResolvers<void>()
  let reason: unknown
  const run = (signal: AbortSignal) => {
    signal.addEventListener('abort', () => {
      reason = signal.reason
    })
    return late.promise
  }
  const task = withinCall(start({ timeout: 10 }, clock), run, 10)
  clock.next()
  await expect(task).rejects.toThrow('No end of a plugin within 10 ms; raise `timeout`.')
  expect(reason).toMatchObject({ name: 'TimeoutError', limit: 'timeout' })
  late.reject(new Error('unhandled'))
  await new Promise(setImmediate)
})

it('ends a task with the parent signal, and always removes its listener', async () => {
  const { signal, abort } = abortable()
  const call = start({ signal })
  await withinCall(call, async () => {})
  await expect(withinCall(call, async () => Promise.reject(new Error('own')))).rejects.toThrow(
    'own',
  )
  expect(getEventListeners(signal, 'abort')).toHaveLength(0)
  const endless = withinCall(call, () => new Promise(() => {}))
  abort('why')
  await expect(endless).rejects.toMatchObject({ name: 'AbortError', cause: 'why' })
  expect(getEventListeners(signal, 'abort')).toHaveLength(0)
  await expect(withinCall(call, async () => 'begun')).rejects.toThrow('The signal aborted')
})

it('aborts the signal of a task that fails, so that nothing it started goes on', async () => {
  let reason: unknown
  const error = new Error('own')
  const task = withinCall(start(), async (signal) => {
    signal.addEventListener('abort', () => {
      reason = signal.reason
    })
    throw error
  })
  await expect(task).rejects.toBe(error)
  expect(reason).toBe(error)
})
