import { request as httpRequest } from 'node:http'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestRequest, type EventName, encrypted, events } from '../../src/index.ts'
import { aesKey, bytesOf, otherAesKey } from '../helpers.ts'
import type { Receiver } from './receiver.ts'

const unknownKey = 'an-unknown-key-of-32-characters.'

/** Defines the tests of a receiver, which are the same in every framework. */
export function testReceiver(framework: string, start: () => Promise<Receiver>): void {
  describe(framework, () => {
    let receiver: Receiver
    beforeAll(async () => {
      receiver = await start()
    }, 600_000)
    afterAll(() => receiver?.stop())

    const createRequest = (name: string, payload: unknown, keys = aesKey) =>
      createTestRequest(name, payload, { scheme: encrypted({ keys }), url: receiver.url })
    const deliver = async (name: string, payload: unknown, keys?: string) =>
      fetch(await createRequest(name, payload, keys))

    it('accepts test requests, encrypted with the current key or the previous one', async () => {
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

    it('rejects every tampered request with the same response', async () => {
      const before = await receiver.handled()
      const responses = new Set<string>()
      await fc.assert(
        fc.asyncProperty(
          fc.nat(),
          fc.integer({ min: 1, max: 255 }),
          fc.constantFrom('flip', 'cut', 'add', 'key', 'header'),
          async (position, byte, change) => {
            const request =
              change === 'key'
                ? await createRequest('userJoinedServer', {}, unknownKey)
                : await createRequest('userJoinedServer', {})
            const body = await bytesOf(request)
            const changed = {
              flip: body.map((value, index) =>
                index === position % body.length ? value ^ byte : value,
              ),
              cut: body.slice(0, position % body.length),
              add: Uint8Array.of(...body, byte),
              key: body,
              header: body,
            }[change]
            const headers = new Headers(request.headers)
            if (change === 'header') headers.delete('x-encrypted')
            const response = await fetch(receiver.url, { method: 'POST', headers, body: changed })
            responses.add(`${response.status} ${await response.text()}`)
          },
        ),
        { numRuns: 100 },
      )
      expect([...responses]).toEqual(['401 {"message":"The delivery is not authentic."}'])
      expect(await receiver.handled()).toEqual(before)
    })

    it('handles an event once, and responds to its redelivery with 200', async () => {
      const before = (await receiver.handled()).length
      const request = await createRequest('userJoinedServer', { once: true })
      expect((await fetch(request.clone())).status).toBe(200)
      expect((await fetch(request)).status).toBe(200)
      expect((await receiver.handled()).slice(before)).toEqual([{ once: true }])
    })

    it('rejects another content type, and a body that is too large', async () => {
      const plain = await createRequest('userJoinedServer', {})
      plain.headers.set('content-type', 'text/plain')
      expect((await fetch(plain)).status).toBe(415)
      expect((await deliver('userJoinedServer', 'x'.repeat(100_000))).status).toBe(413)
      // The size of a chunked body is not declared.
      const status = await new Promise((resolve, reject) => {
        const headers = {
          'content-type': 'application/json',
          'x-encrypted': 'true',
          'transfer-encoding': 'chunked',
        }
        const sent = httpRequest(receiver.url, { method: 'POST', headers }, (response) =>
          resolve(response.resume().statusCode),
        )
        sent.on('error', reject)
        for (let part = 0; part < 20; part += 1) sent.write('x'.repeat(10_000))
        sent.end()
      })
      expect(status).toBe(413)
    })

    it('accepts an event again after its handler failed', async () => {
      const request = await createRequest('userJoinedServer', { fail: true })
      expect((await fetch(request.clone())).status).toBe(500)
      expect((await fetch(request)).status).toBe(500)
    })

    it('survives a client that disconnects in the middle of a body', async () => {
      const headers = {
        'content-type': 'application/json',
        'x-encrypted': 'true',
        'content-length': '5000',
      }
      const failure = new Promise((resolve) => {
        const sent = httpRequest(receiver.url, { method: 'POST', headers })
        sent.on('error', resolve)
        sent.write('x'.repeat(100), () => sent.destroy(new Error('gone')))
      })
      await failure
      expect((await deliver('userJoinedServer', { after: 'gone' })).status).toBe(200)
    })

    it('survives 400 concurrent deliveries, and 80 tampered ones among them', async () => {
      const before = (await receiver.handled()).length
      const authentic = await Promise.all(
        Array.from({ length: 400 }, (_, index) => createRequest('userJoinedServer', { index })),
      )
      const tampered = await Promise.all(
        Array.from({ length: 80 }, () =>
          createRequest('userJoinedServer', { tampered: true }, unknownKey),
        ),
      )
      const all = authentic.flatMap((request, index) =>
        index % 5 === 0 ? [request, tampered[index / 5] as Request] : [request],
      )
      const statuses = await Promise.all(
        all.map(async (request) => {
          const response = await fetch(request)
          await response.arrayBuffer()
          return response.status
        }),
      )
      expect(statuses.filter((status) => status === 200)).toHaveLength(400)
      expect(statuses.filter((status) => status === 401)).toHaveLength(80)
      const handled = (await receiver.handled()).slice(before) as { index: number }[]
      expect(handled.map(({ index }) => index).sort((a, b) => a - b)).toEqual(
        authentic.map((_, index) => index),
      )
    })
  })
}
