import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  createTestRequest,
  encrypted,
  isWebhookError,
  receive,
  type Scheme,
  signed,
} from '../../src/index.ts'
import { aesKey, bytesOf, otherAesKey, otherSigningKey, schemes, signingKey } from '../helpers.ts'
import { isSame, mutations, type Parts } from './mutations.ts'

// `FUZZ_RUNS` raises the number of runs. The default is small enough for every test run.
const runs = Number(process.env['FUZZ_RUNS'] ?? 5000)

async function createParts(scheme: Scheme, payload: object): Promise<Parts> {
  const request = await createTestRequest('userJoinedServer', payload, { scheme })
  return { headers: Object.fromEntries(request.headers), body: await bytesOf(request) }
}

const compress = ({ headers, body }: Parts): Parts => ({
  headers: { ...headers, 'content-encoding': 'gzip' },
  body: gzipSync(body),
})

const cbc = encrypted({ keys: [otherAesKey, aesKey], mode: 'CBC' })
const pairs: readonly (readonly [receiver: Scheme, sender: Scheme])[] = [
  [schemes.gcm, schemes.gcm],
  [schemes.signed, schemes.signed],
  [schemes['signed cbc'], schemes['signed cbc']],
  [schemes['signed gcm'], schemes['signed gcm']],
  [schemes['gcm with an iv of 16 bytes'], schemes['gcm with an iv of 16 bytes']],
  [schemes.svix, schemes.svix],
  [schemes.rotated, schemes.rotated],
  // During a key rotation, deliveries with the previous key are accepted.
  [encrypted({ keys: [otherAesKey, aesKey] }), schemes.gcm],
  [signed({ keys: [otherSigningKey, signingKey] }), schemes.signed],
  [signed({ keys: [otherSigningKey, signingKey], inside: cbc }), schemes['signed cbc']],
]

it(`rejects ${runs} mutated requests and never throws anything but a WebhookError`, {
  timeout: 300_000,
}, async () => {
  const plain = await Promise.all(
    pairs.map(async ([receiver, sender]) => ({
      receiver,
      parts: [
        await createParts(sender, { name: 'Ada' }),
        await createParts(sender, { name: 'Bob' }),
      ] as [Parts, Parts],
    })),
  )
  const compressed = plain.map(({ receiver, parts: [first, second] }) => ({
    receiver,
    parts: [compress(first), compress(second)] as [Parts, Parts],
  }))
  const deliveries = [...plain, ...compressed]
  const reasons = new Map<string, number>()
  let mutated = 0
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...deliveries),
      mutations,
      async ({ receiver, parts: [parts, other] }, mutate) => {
        const changed = mutate(parts, other)
        // Several changes may cancel out, or result in the other delivery.
        fc.pre(!isSame(changed, parts) && !isSame(changed, other))
        mutated += 1
        const error = await receive(changed, { scheme: receiver, gzip: true }).catch(
          (thrown: unknown) => thrown,
        )
        if (!isWebhookError(error)) throw new Error('Accepted, or crashed.', { cause: error })
        reasons.set(error.reason, (reasons.get(error.reason) ?? 0) + 1)
      },
    ),
    { numRuns: runs },
  )
  expect(mutated).toBeGreaterThanOrEqual(runs)
  const counts = [...reasons].map(([reason, count]) => `${reason} ${count}`)
  console.info(`${mutated} rejected: ${counts.join(', ')}`)
  // Only the media type and the compression are distinguished from failures that involve keys.
  expect([...reasons.keys()].sort()).toEqual(['broken', 'inauthentic', 'type'])
  for (const { receiver, parts } of deliveries) {
    for (const part of parts)
      expect(await receive(part, { scheme: receiver, gzip: true })).toMatchObject({
        known: true,
      })
  }
})
