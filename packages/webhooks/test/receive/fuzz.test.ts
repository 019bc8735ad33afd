import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  createTestRequest,
  encrypted,
  isWebhookError,
  memoryReplayStore,
  receive,
  type Scheme,
  signed,
} from '../../src/index.ts'
import { aesKey, bytesOf, otherAesKey, otherSigningKey, schemes, signingKey } from '../helpers.ts'
import { isSame, mutations, type Parts } from './mutations.ts'

// The whole is `pnpm test:fuzz`; a slice of it runs with the other tests.
const runs = Number(process.env['FUZZ_RUNS'] ?? 5000)

async function made(scheme: Scheme, payload: object): Promise<Parts> {
  const request = await createTestRequest('userJoinedServer', payload, { scheme })
  return { headers: Object.fromEntries(request.headers), body: await bytesOf(request) }
}

const cbc = encrypted({ keys: [otherAesKey, aesKey], mode: 'CBC' })
const pairs: readonly (readonly [receiver: Scheme, sender: Scheme])[] = [
  [schemes.gcm, schemes.gcm],
  [schemes.signed, schemes.signed],
  [schemes['signed cbc'], schemes['signed cbc']],
  [schemes['signed gcm'], schemes['signed gcm']],
  // While a key is replaced, what is signed with the old one is accepted still.
  [encrypted({ keys: [otherAesKey, aesKey] }), schemes.gcm],
  [signed({ keys: [otherSigningKey, signingKey] }), schemes.signed],
  [signed({ keys: [otherSigningKey, signingKey], inside: cbc }), schemes['signed cbc']],
]

it(`accepts none of ${runs} mutated requests, and crashes at none`, {
  timeout: 300_000,
}, async () => {
  const deliveries = await Promise.all(
    pairs.map(async ([receiver, sender]) => ({
      receiver,
      parts: [await made(sender, { name: 'Ada' }), await made(sender, { name: 'Bob' })] as [
        Parts,
        Parts,
      ],
    })),
  )
  const reasons = new Map<string, number>()
  let mutated = 0
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...deliveries),
      mutations,
      async ({ receiver, parts: [parts, other] }, mutate) => {
        const changed = mutate(parts, other)
        // Two changes may undo each other, or make the other delivery whole.
        fc.pre(!isSame(changed, parts) && !isSame(changed, other))
        mutated += 1
        const outcome = await receive(changed, {
          scheme: receiver,
          replays: memoryReplayStore(),
        }).catch((error: unknown) => error)
        if (!isWebhookError(outcome)) throw new Error('accepted, or crashed', { cause: outcome })
        reasons.set(outcome.reason, (reasons.get(outcome.reason) ?? 0) + 1)
      },
    ),
    { numRuns: runs },
  )
  expect(mutated).toBeGreaterThanOrEqual(runs)
  console.info(
    `${mutated} refused: ${[...reasons].map(([reason, count]) => `${reason} ${count}`).join(', ')}`,
  )
  // Only the media type is told apart from what has to do with keys.
  expect([...reasons.keys()].sort()).toEqual(['inauthentic', 'type'])
  for (const { receiver, parts } of deliveries) {
    for (const part of parts)
      expect(await receive(part, { scheme: receiver, replays: memoryReplayStore() })).toMatchObject(
        {
          known: true,
        },
      )
  }
})
