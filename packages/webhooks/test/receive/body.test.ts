import { gzipSync } from 'node:zlib'
import { FakeClock } from '@repo/testing/fake-clock'
import { expect, it } from 'vitest'
import { createTestRequest, receive } from '../../src/index.ts'
import { bytesOf, schemes } from '../helpers.ts'

const scheme = schemes.signed

/** Returns a delivery whose body is compressed after it was signed. */
async function compressed(payload: unknown) {
  const request = await createTestRequest('userJoinedServer', payload, { scheme })
  const headers = new Headers(request.headers)
  headers.set('content-encoding', 'gzip')
  return { headers, body: new Uint8Array(gzipSync(await bytesOf(request))) }
}

const reasonOf = (received: Promise<unknown>) =>
  received.then(
    () => 'accepted',
    (error: { reason?: string; message: string }) => error.reason ?? error.message,
  )

it('accepts gzip if the option is set', async () => {
  const delivery = await compressed({ user: 1 })
  expect(await receive(delivery, { scheme, gzip: true })).toMatchObject({ payload: { user: 1 } })
  const stream = new Blob([delivery.body]).stream()
  expect(
    await receive({ headers: delivery.headers, body: stream }, { scheme, gzip: true }),
  ).toMatchObject({ payload: { user: 1 } })
  expect(await reasonOf(receive(delivery, { scheme }))).toBe('type')
  delivery.headers.set('content-encoding', 'br')
  expect(await reasonOf(receive(delivery, { scheme, gzip: true }))).toBe('type')
})

it('limits the size of a body before and after decompression', async () => {
  const options = { scheme, gzip: true, maxBytes: 10_000 }
  const small = await compressed('x'.repeat(9000))
  expect(small.body.length).toBeLessThan(500)
  expect(await reasonOf(receive(small, options))).toBe('accepted')
  expect(await reasonOf(receive(await compressed('x'.repeat(10_000)), options))).toBe('size')
  const random = Buffer.from(crypto.getRandomValues(new Uint8Array(12_000))).toString('base64')
  expect(await reasonOf(receive(await compressed(random), options))).toBe('size')
})

it('rejects a body that is not gzip, or only a part of it', async () => {
  const { headers, body } = await compressed({ user: 1 })
  for (const broken of [
    body.slice(0, -1),
    body.slice(1),
    Uint8Array.of(...body, 0),
    body.slice(0, 0),
  ])
    expect(await reasonOf(receive({ headers, body: broken }, { scheme, gzip: true }))).toBe(
      'broken',
    )
})

it('stops reading a body that does not arrive in time', async () => {
  const clock = new FakeClock()
  const { headers } = await createTestRequest('userJoinedServer', {}, { scheme })
  let isCancelled = false
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(new Uint8Array(10)),
    cancel: () => {
      isCancelled = true
    },
  })
  const received = reasonOf(receive({ headers, body }, { scheme, clock, bodyTimeout: 5000 }))
  expect(await clock.run(received)).toBe('slow')
  expect([isCancelled, clock.waiting]).toEqual([true, 0])
})

it('discards a body that it does not read', async () => {
  const { headers } = await createTestRequest('userJoinedServer', {}, { scheme })
  for (const [name, value] of [
    ['content-type', 'text/plain'],
    ['content-encoding', 'br'],
    ['content-length', '9999999'],
  ] as const) {
    let isCancelled = false
    const body = new ReadableStream<Uint8Array>({
      cancel: () => {
        isCancelled = true
      },
    })
    const changed = new Headers(headers)
    changed.set(name, value)
    await reasonOf(receive({ headers: changed, body }, { scheme }))
    expect(isCancelled, name).toBe(true)
  }
})

it('explains that a parsed body cannot be verified', async () => {
  const { headers } = await createTestRequest('userJoinedServer', {}, { scheme })
  for (const body of [{ eventType: 'userJoinedServer' }, '{}', [], undefined]) {
    await expect(receive({ headers, body: body as never }, { scheme })).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringContaining('A parsed body cannot be verified'),
    })
  }
})
