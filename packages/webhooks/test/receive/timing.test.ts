import { afterEach, expect, it, vi } from 'vitest'
import { createTestRequest, encrypted, receive, type Scheme } from '../../src/index.ts'
import { aesKey, bytesOf, schemes } from '../helpers.ts'

afterEach(() => vi.restoreAllMocks())

const changed = (bytes: Uint8Array, position: number) =>
  bytes.map((byte, index) => (index === position ? byte ^ 1 : byte))
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')

type Variant = readonly [name: string, headers: Headers, body: Uint8Array]

/** Deliveries that are wrong at the beginning, at the end, or everywhere. */
async function variants(scheme: Scheme): Promise<Variant[]> {
  const request = await createTestRequest(
    'userJoinedServer',
    { text: 'x'.repeat(2000) },
    { scheme },
  )
  const body = await bytesOf(request)
  const header = request.headers.get('webhook-signature')
  if (header) {
    const signature = new Uint8Array(Buffer.from(header.slice(3), 'base64'))
    const wrong = (bytes: Uint8Array) =>
      new Headers(
        [...request.headers, ['webhook-signature', `v1,${base64(bytes)}`]].filter(
          ([, value]) => value !== header,
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
    ['first byte of the ciphertext', request.headers, wrong(changed(sealed, 12))],
    ['all bytes', request.headers, wrong(sealed.map((byte) => ~byte))],
  ]
}

const median = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[values.length >> 1] as number

it.each(['gcm', 'signed', 'signed cbc'] as const)(
  'rejects %s in the same time however much of it was right',
  async (name) => {
    const options = { scheme: schemes[name] }
    const all = await variants(options.scheme)
    const times = all.map((): number[] => [])
    for (let round = 0; round < 1200; round += 1) {
      // In turns and in a new order each round, so that a busy moment does not affect one of them
      // only.
      for (let turn = 0; turn < all.length; turn += 1) {
        const index = (turn + round) % all.length
        const [, headers, body] = all[index] as Variant
        const start = performance.now()
        await receive({ headers, body }, options).catch(() => {})
        if (round >= 200) times[index]?.push(performance.now() - start)
      }
    }
    const medians = times.map(median)
    console.info(
      name,
      all
        .map(
          ([variant], index) => `${variant} ${((medians[index] as number) * 1000).toFixed(0)} µs`,
        )
        .join(', '),
    )
    expect(Math.max(...medians) / Math.min(...medians)).toBeLessThan(1.25)
  },
)

it('does the same work for every key, whether or not one fits', async () => {
  const keys = ['an-unknown-key-of-32-characters.', aesKey, 'another-unknown-key-32-character']
  const decrypts = vi.spyOn(crypto.subtle, 'decrypt')
  for (const sender of keys) {
    const request = await createTestRequest(
      'userJoinedServer',
      {},
      { scheme: encrypted({ keys: sender }) },
    )
    decrypts.mockClear()
    await receive(request, { scheme: encrypted({ keys }) })
    expect(decrypts).toHaveBeenCalledTimes(3)
  }
  const unknown = await createTestRequest(
    'userJoinedServer',
    {},
    { scheme: encrypted({ keys: 'a-third-unknown-key-32-character' }) },
  )
  decrypts.mockClear()
  await expect(receive(unknown, { scheme: encrypted({ keys }) })).rejects.toMatchObject({
    reason: 'inauthentic',
  })
  expect(decrypts).toHaveBeenCalledTimes(3)
})
