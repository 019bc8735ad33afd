import { createHmac } from 'node:crypto'
import { FakeClock } from '@repo/testing/fake-clock'
import { expect, it, vi } from 'vitest'
import {
  createTestRequest,
  receive,
  type SignatureCodec,
  signed,
  standardWebhooks,
  svix,
} from '../../src/index.ts'
import { bytesOf, otherSigningKey, schemes, signingKey } from '../helpers.ts'

const clock = new FakeClock()
const seconds = clock.time / 1000
// The bytes of the secret in the documentation of Standard Webhooks.
const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
const body = '{"eventType":"userJoinedServer","data":{}}'

/** The signature as the specification describes it, computed by Node. */
function signatureOf(id: string, key = secret): string {
  const bytes = Buffer.from(key.slice('whsec_'.length), 'base64')
  return createHmac('sha256', bytes).update(`${id}.${seconds}.${body}`).digest('base64')
}

function deliver(
  id: string,
  signature: string,
  { codec = standardWebhooks, keys = secret, prefix = 'webhook' } = {},
) {
  const headers = {
    'content-type': 'application/json',
    [`${prefix}-id`]: id,
    [`${prefix}-timestamp`]: String(seconds),
    [`${prefix}-signature`]: signature,
  }
  const delivery = { headers, body: Buffer.from(body) }
  return receive(delivery, { scheme: signed({ keys, codec }), clock }).then(
    (event) => event.id,
    ({ reason }) => reason,
  )
}

it('accepts a secret of Standard Webhooks, in the headers of Standard Webhooks and of Svix', async () => {
  const signature = `v1,${signatureOf('msg_1')}`
  expect(await deliver('msg_1', signature)).toBe('msg_1')
  expect(await deliver('msg_1', signature, { codec: svix, prefix: 'svix' })).toBe('msg_1')
  expect(await deliver('msg_1', signature, { codec: svix })).toBe('inauthentic')
})

it.each([25, 26])('accepts a secret of %i bytes with and without its padding', async (length) => {
  const padded = `whsec_${Buffer.alloc(length, 7).toString('base64')}`
  const signature = `v1,${signatureOf('msg_1', padded)}`
  const unpadded = padded.replace(/=+$/, '')
  expect(unpadded).not.toBe(padded)
  for (const keys of [padded, unpadded]) {
    expect(await deliver('msg_1', signature, { keys })).toBe('msg_1')
  }
})

it.each(['msg_1', 'evt:1/2=3', 'a.b.c', '{"x"}', '~', 'x'.repeat(256)])(
  'accepts the id %s',
  async (id) => {
    expect(await deliver(id, `v1,${signatureOf(id)}`)).toBe(id)
  },
)

it('accepts a delivery with one valid signature among others', async () => {
  const valid = `v1,${signatureOf('a')}`
  for (const other of ['v1,', 'v1,AAAA', 'v1,not base64', 'v1a,AAAA', 'v2,x', ' ', 'x']) {
    expect(await deliver('a', `${other} ${valid}`)).toBe('a')
    expect(await deliver('a', `${valid} ${other}`)).toBe('a')
  }
  const wrong = `v1,${signatureOf('b')}`
  expect(await deliver('a', Array(7).fill(wrong).concat(valid).join(' '))).toBe('a')
  expect(await deliver('a', Array(8).fill(wrong).concat(valid).join(' '))).toBe('inauthentic')
  expect(await deliver('a', wrong)).toBe('inauthentic')
  expect(await deliver('a', '')).toBe('inauthentic')
})

it.each([
  ['a plain string', 'fake-signing-key-for-this-example'],
  ['base64 without prefix', secret.slice('whsec_'.length)],
  ['less than 24 bytes', `whsec_${Buffer.alloc(23).toString('base64')}`],
  ['more than 64 bytes', `whsec_${Buffer.alloc(65).toString('base64')}`],
  ['not base64', 'whsec_fake-signing-key-for-this-example'],
  ['a public key', `whpk_${Buffer.alloc(32).toString('base64')}`],
  ['an empty string', ''],
  ['short bytes', new Uint8Array(23)],
  ['a key of the wrong form among valid ones', [secret, 'x'.repeat(32)]],
  ['no key', []],
])('rejects keys of the wrong form when the scheme is created: %s', (_, keys) => {
  for (const codec of [standardWebhooks, svix]) {
    expect(() => signed({ keys, codec })).toThrow(
      'Each key must be a secret that begins with `whsec_`, or bytes, and have at least 24 bytes.',
    )
  }
})

it('takes bytes as they are, and strings of other codecs as UTF-8', async () => {
  const bytes = Buffer.from(secret.slice('whsec_'.length), 'base64')
  const { parseKey: _, ...codec } = standardWebhooks
  for (const [receiver, sender] of [
    [signed({ keys: bytes }), signed({ keys: secret })],
    [signed({ keys: secret, codec }), signed({ keys: Buffer.from(secret), codec })],
  ] as const) {
    const request = await createTestRequest('userJoinedServer', {}, { scheme: sender })
    expect(await receive(request, { scheme: receiver })).toMatchObject({ known: true })
  }
  expect(() => signed({ keys: 'short', codec })).toThrow('at least 24 bytes')
})

it('has the same id for every order of signatures if the delivery has none', async () => {
  const codec: SignatureCodec = {
    ...standardWebhooks,
    read: (headers) => {
      const delivery = standardWebhooks.read(headers)
      return delivery && { signatures: delivery.signatures }
    },
    content: (_, content) => content,
  }
  const scheme = signed({ keys: [signingKey, otherSigningKey], codec })
  const events = { name: 'plain', read: () => ({ name: 'x', payload: 1 }), write: () => ({}) }
  const options = { scheme, events }
  const request = await createTestRequest('userJoinedServer', {}, options)
  const [first, second] = (request.headers.get('webhook-signature') ?? '').split(' ')
  const ids = new Set<string>()
  for (const signatures of [`${first} ${second}`, `${second} ${first}`, `${first}`, `${second}`]) {
    const headers = new Headers(request.headers)
    headers.set('webhook-signature', signatures)
    ids.add((await receive({ headers, body: await bytesOf(request.clone()) }, options)).id)
  }
  expect(ids.size).toBe(1)
})

it('computes one HMAC for each key, however many signatures a delivery has', async () => {
  const request = await createTestRequest('userJoinedServer', {}, { scheme: schemes.rotated })
  const headers = new Headers(request.headers)
  headers.set(
    'webhook-signature',
    Array(8)
      .fill(`v1,${signatureOf('a')}`)
      .join(' '),
  )
  const signs = vi.spyOn(crypto.subtle, 'sign')
  const delivery = { headers, body: Buffer.from(body) }
  await expect(receive(delivery, { scheme: schemes.rotated })).rejects.toMatchObject({
    reason: 'inauthentic',
  })
  expect(signs).toHaveBeenCalledTimes(2)
  signs.mockRestore()
})
