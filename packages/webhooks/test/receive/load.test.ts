import { expect, it } from 'vitest'
import { createRouter, createTestRequest, memoryStore } from '../../src/index.ts'
import { bytesOf, schemes } from '../helpers.ts'

const chunk = 16_384

it('holds the bodies of `maxConcurrent` among 10,000 deliveries, and rejects the others', async () => {
  const options = { scheme: schemes.signed, store: memoryStore(), maxConcurrent: 200 }
  const { promise: finished, resolve: finish } = Promise.withResolvers<void>()
  const router = createRouter(options).on('userJoinedServer', () => finished)
  const bodies = await Promise.all(
    Array.from({ length: options.maxConcurrent }, async () => {
      const request = await createTestRequest('userJoinedServer', 'x'.repeat(100_000), options)
      return { headers: request.headers, bytes: await bytesOf(request) }
    }),
  )
  let held = 0
  let cancelled = 0
  const deliveries = Array.from({ length: 10_000 }, (_, index) => {
    const { headers, bytes } = bodies[index % bodies.length] as (typeof bodies)[number]
    let position = 0
    const body = new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          const end = Math.min(position + chunk, bytes.length)
          held += end - position
          controller.enqueue(bytes.slice(position, end))
          position = end
          if (end === bytes.length) controller.close()
        },
        cancel: () => {
          cancelled += 1
        },
      },
      { highWaterMark: 0 },
    )
    return { headers, body }
  })
  const responses = deliveries.map((delivery) => router.handle(delivery))
  const rejected = await Promise.all(responses.slice(options.maxConcurrent))
  for (const response of rejected)
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '1'])
  expect(cancelled).toBe(9800)
  finish()
  const accepted = await Promise.all(responses.slice(0, options.maxConcurrent))
  for (const response of accepted) expect(response.status).toBe(200)
  expect(held).toBeLessThan(options.maxConcurrent * 101_000)
  const next = await createTestRequest('userJoinedServer', {}, options)
  expect((await router.handle(next)).status).toBe(200)
})
