import { afterEach, expect, it, vi } from 'vitest'
import {
  createTestRequest,
  encrypted,
  memoryReplayStore,
  receive,
  type Scheme,
} from '../../src/index.ts'
import { aesKey, bytesOf, schemes } from '../helpers.ts'

afterEach(() => vi.restoreAllMocks())

const changed = (bytes: Uint8Array, at: number) =>
  bytes.map((byte, index) => (index === at ? byte ^ 1 : byte))
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')

type Variant = readonly [name: string, headers: Headers, body: Uint8Array]

/** Deliveries that are wrong early, late, and altogether. */
async function variants(scheme: Scheme): Promise<Variant[]> {
  const request = await createTestRequest(
    'userJoinedServer',
    { text: 'x'.repeat(2000) },
    { scheme },
  )
  const body = await bytesOf(request)
  const given = request.headers.get('webhook-signature')
  if (given) {
    const signature = new Uint8Array(Buffer.from(given.slice(3), 'base64'))
    const wrong = (bytes: Uint8Array) =>
      new Headers(
        [...request.headers, ['webhook-signature', `v1,${base64(bytes)}`]].filter(
          ([, value]) => value !== given,
        ) as [string, string][],
      )
    return [
      ['first byte', wrong(changed(signature, 0)), body],
      ['last byte', wrong(changed(signature, 31)), body],
      ['all bytes', wrong(signature.map((byte) => ~byte)), body],
    ]
  }
  const { data } = JSON.parse(Buffer.from(body).toString()) as { data: string }
  const sealed = new Uint8Array(Buffer.from(data, 'base64'))
  const wrong = (bytes: Uint8Array) => Buffer.from(JSON.stringify({ data: base64(bytes) }))
  return [
    ['first byte of the tag', request.headers, wrong(changed(sealed, sealed.length - 16))],
    ['last byte of the tag', request.headers, wrong(changed(sealed, sealed.length - 1))],
    ['first byte of the text', request.headers, wrong(changed(sealed, 12))],
    ['all bytes', request.headers, wrong(sealed.map((byte) => ~byte))],
  ]
}

const median = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[values.length >> 1] as number

it.each(['gcm', 'signed', 'signed cbc'] as const)(
  'refuses %s in the same time however much was right',
  async (name) => {
    const options = { scheme: schemes[name], replays: memoryReplayStore() }
    const all = await variants(options.scheme)
    const times = all.map((): number[] => [])
    for (let round = 0; round < 1200; round += 1) {
      // Taken in turns, each round in another order, so that a busy moment does not hit one of them alone.
      for (let turn = 0; turn < all.length; turn += 1) {
        const index = (turn + round) % all.length
        const [, headers, body] = all[index] as Variant
        const began = performance.now()
        await receive({ headers, body }, options).catch(() => {})
        if (round >= 200) times[index]?.push(performance.now() - began)
      }
    }
    const medians = times.map(median)
    console.info(
      name,
      all
        .map(([what], index) => `${what} ${((medians[index] as number) * 1000).toFixed(0)} µs`)
        .join(', '),
    )
    expect(Math.max(...medians) / Math.min(...medians)).toBeLessThan(1.25)
  },
)

it('does the same work under every key, whichever fits or none', async () => {
  const keys = ['a-key-that-nobody-has-32-letters', aesKey, 'another-key-nobody-has-32-letter']
  const decrypts = vi.spyOn(crypto.subtle, 'decrypt')
  for (const sender of keys) {
    const request = await createTestRequest(
      'userJoinedServer',
      {},
      { scheme: encrypted({ keys: sender }) },
    )
    decrypts.mockClear()
    await receive(request, { scheme: encrypted({ keys }), replays: memoryReplayStore() })
    expect(decrypts).toHaveBeenCalledTimes(3)
  }
  const stranger = await createTestRequest(
    'userJoinedServer',
    {},
    { scheme: encrypted({ keys: 'a-third-key-nobody-has-32-letter' }) },
  )
  decrypts.mockClear()
  await expect(receive(stranger, { scheme: encrypted({ keys }) })).rejects.toMatchObject({
    reason: 'inauthentic',
  })
  expect(decrypts).toHaveBeenCalledTimes(3)
})
