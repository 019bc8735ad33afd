import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { FakeClock } from '@repo/testing/fake-clock'
import { expect, it, onTestFinished } from 'vitest'
import { watchUrls } from '../../src/pipeline/watch-urls.ts'

interface Served {
  body: string
  status: number
}

async function watched(known: string | undefined, interval = 5_000) {
  const served: Served = { body: known ?? 'a', status: 200 }
  const times: number[] = []
  const clock = new FakeClock()
  const start = clock.now()
  const server = createServer((_, response) => {
    times.push(clock.now() - start)
    response.writeHead(served.status).end(served.body)
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  const errors: string[] = []
  let changes = 0
  const text =
    known === undefined ? undefined : { body: known, mimeType: undefined, etag: undefined }
  const stop = watchUrls([{ url: `http://${host}/`, access: { hosts: [host] }, known: text }], {
    interval,
    onChange: () => {
      changes += 1
    },
    onError: ({ message }) => errors.push(message),
    schedule: (task, ms) => clock.schedule(task, ms),
  })
  // Runs the next request, and waits for what it causes: another one, or a change.
  const poll = async () => {
    const before = changes
    clock.next()
    while (clock.waiting === 0 && changes === before) await new Promise(setImmediate)
  }
  return { served, times, errors, clock, poll, stop, changes: () => changes }
}

it('reads a document after each interval, and ends when it has changed', async () => {
  const { served, times, poll, changes, clock } = await watched('a')
  await poll()
  await poll()
  expect([times, changes()]).toEqual([[5_000, 10_000], 0])
  served.body = 'b'
  await poll()
  expect([changes(), clock.waiting]).toEqual([1, 0])
})

it('goes on after errors, and reports the first in a row', async () => {
  const { served, errors, poll, changes } = await watched('a')
  served.status = 500
  await poll()
  await poll()
  served.status = 200
  await poll()
  served.status = 404
  await poll()
  expect(errors.map((message) => message.slice(-3))).toEqual(['500', '404'])
  expect(changes()).toBe(0)
})

it('counts a document that could not be read before as changed', async () => {
  const { poll, changes } = await watched(undefined)
  await poll()
  expect(changes()).toBe(1)
})

it('stops', async () => {
  const { clock, stop } = await watched('a')
  stop()
  expect(clock.waiting).toBe(0)
})
