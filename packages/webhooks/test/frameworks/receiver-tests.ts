import { request as httpRequest } from 'node:http'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestRequest, type EventName, encrypted, events } from '../../src/index.ts'
import { aesKey, bytesOf, otherAesKey } from '../helpers.ts'
import type { Receiver } from './frameworks.ts'

/** Declares the tests of a receiver. `start` starts it before them. */
export function testReceiver(name: string, start: () => Promise<Receiver>): void {
  describe(name, () => {
    let receiver: Receiver
    beforeAll(async () => {
      receiver = await start()
    }, 600_000)
    afterAll(() => receiver?.stop())

    const made = (name: string, payload: unknown, keys = aesKey) =>
      createTestRequest(name, payload, { scheme: encrypted({ keys }), url: receiver.url })
    const deliver = async (name: string, payload: unknown, keys?: string) =>
      fetch(await made(name, payload, keys))

    it('accepts the made events, under the new key and the old one', async () => {
      const before = (await receiver.handled()).length
      expect((await deliver('userJoinedServer', { user: 'new key' })).status).toBe(200)
      expect((await deliver('userJoinedServer', { user: 'old key' }, otherAesKey)).status).toBe(200)
      expect((await deliver('levelReached', { level: 3 })).status).toBe(200)
      const others = (Object.keys(events) as EventName[]).filter(
        (name) => name !== 'userJoinedServer',
      )
      for (const name of others) expect((await deliver(name, { name })).status).toBe(200)
      const handled = (await receiver.handled()).slice(before)
      expect(handled).toEqual([{ user: 'new key' }, { user: 'old key' }, 'levelReached'])
    })

    it('refuses every tampered one, and says the same of each', async () => {
      const before = await receiver.handled()
      const answers = new Set<string>()
      await fc.assert(
        fc.asyncProperty(
          fc.nat(),
          fc.integer({ min: 1, max: 255 }),
          fc.constantFrom('flip', 'cut', 'add', 'key', 'header'),
          async (at, by, how) => {
            const request =
              how === 'key'
                ? await made('userJoinedServer', {}, 'a-key-that-nobody-has-32-letters')
                : await made('userJoinedServer', {})
            const body = await bytesOf(request)
            const changed = {
              flip: body.map((byte, index) => (index === at % body.length ? byte ^ by : byte)),
              cut: body.slice(0, at % body.length),
              add: Uint8Array.of(...body, by),
              key: body,
              header: body,
            }[how]
            const headers = new Headers(request.headers)
            if (how === 'header') headers.delete('x-encrypted')
            const answer = await fetch(receiver.url, { method: 'POST', headers, body: changed })
            answers.add(`${answer.status} ${await answer.text()}`)
          },
        ),
        { numRuns: 300 },
      )
      expect([...answers]).toEqual(['401 {"message":"The delivery is not authentic."}'])
      expect(await receiver.handled()).toEqual(before)
    })

    it('refuses a replay, another content type, and a body that is too long, declared or not', async () => {
      const request = await made('userJoinedServer', { once: true })
      expect((await fetch(request.clone())).status).toBe(200)
      expect((await fetch(request)).status).toBe(409)
      const text = await made('userJoinedServer', {})
      text.headers.set('content-type', 'text/plain')
      expect((await fetch(text)).status).toBe(415)
      expect((await deliver('userJoinedServer', 'x'.repeat(100_000))).status).toBe(413)
      const status = await new Promise((resolve, reject) => {
        const headers = {
          'content-type': 'application/json',
          'x-encrypted': 'true',
          'transfer-encoding': 'chunked',
        }
        const sent = httpRequest(receiver.url, { method: 'POST', headers }, (answer) =>
          resolve(answer.resume().statusCode),
        )
        sent.on('error', reject)
        for (let part = 0; part < 20; part += 1) sent.write('x'.repeat(10_000))
        sent.end()
      })
      expect(status).toBe(413)
    })

    it('lets an event come again whose handler failed', async () => {
      const request = await made('userJoinedServer', { fail: true })
      expect((await fetch(request.clone())).status).toBe(500)
      expect((await fetch(request)).status).toBe(500)
    })

    it('outlives a client that goes away in the middle of a body', async () => {
      const headers = {
        'content-type': 'application/json',
        'x-encrypted': 'true',
        'content-length': '5000',
      }
      const gone = new Promise((resolve) => {
        const sent = httpRequest(receiver.url, { method: 'POST', headers })
        sent.on('error', resolve)
        sent.write('x'.repeat(100), () => sent.destroy(new Error('gone')))
      })
      await gone
      expect((await deliver('userJoinedServer', { after: 'gone' })).status).toBe(200)
    })

    it('survives 1,000 concurrent deliveries, and 200 tampered ones among them', async () => {
      const before = (await receiver.handled()).length
      const good = await Promise.all(
        Array.from({ length: 1000 }, (_, index) => made('userJoinedServer', { index })),
      )
      const bad = await Promise.all(
        Array.from({ length: 200 }, () =>
          made('userJoinedServer', { bad: true }, 'a-key-that-nobody-has-32-letters'),
        ),
      )
      const all = good.flatMap((request, index) =>
        index % 5 === 0 ? [request, bad[index / 5] as Request] : [request],
      )
      const statuses = await Promise.all(
        all.map(async (request) => {
          const answer = await fetch(request)
          await answer.arrayBuffer()
          return answer.status
        }),
      )
      expect(statuses.filter((status) => status === 200)).toHaveLength(1000)
      expect(statuses.filter((status) => status === 401)).toHaveLength(200)
      const handled = (await receiver.handled()).slice(before) as { index: number }[]
      expect(handled.map(({ index }) => index).sort((a, b) => a - b)).toEqual(
        good.map((_, index) => index),
      )
    })
  })
}
