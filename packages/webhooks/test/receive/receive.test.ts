import { inspect } from 'node:util'
import { FakeClock } from '@repo/testing/fake-clock'
import { expect, it } from 'vitest'
import {
  createRouter,
  createTestRequest,
  decrypt,
  encrypted,
  isWebhookError,
  jsonBase64,
  memoryStore,
  receive,
  signed,
  singleEvent,
  verify,
} from '../../src/index.ts'
import { aesKey, bytesOf, schemes, signingKey } from '../helpers.ts'

const reasonOf = (received: Promise<unknown>) =>
  received.then(
    () => 'accepted',
    (error: unknown) => (isWebhookError(error) ? error.reason : String(error)),
  )

it.each(Object.entries(schemes))(
  'receives a test request of the same scheme: %s',
  async (_, scheme) => {
    const sentAt = new Date(Math.floor(Date.now() / 1000) * 1000)
    const occurredAt = new Date(0)
    const request = await createTestRequest(
      'storeItemPurchased',
      { item: 'cap' },
      { scheme, id: 'event-1', occurredAt, sentAt },
    )
    expect(await receive(request, { scheme })).toEqual({
      known: true,
      name: 'storeItemPurchased',
      id: 'event-1',
      occurredAt,
      sentAt:
        request.headers.has('x-encrypted') && !/-signature/.test([...request.headers.keys()].join())
          ? undefined
          : sentAt,
      payload: { item: 'cap' },
    })
  },
)

it('accepts headers as a record, and a body as bytes', async () => {
  const request = await createTestRequest('userJoinedServer', 1, { scheme: schemes.gcm })
  const headers = {
    ...Object.fromEntries(request.headers),
    'x-other': ['a', 'b'],
    'x-none': undefined,
  }
  const delivery = { headers, body: await bytesOf(request) }
  expect(await receive(delivery, { scheme: schemes.gcm })).toMatchObject({
    name: 'userJoinedServer',
    payload: 1,
  })
})

it('distinguishes events of the contract from others', async () => {
  for (const name of ['levelReached', 'toString', '__proto__', '']) {
    const request = await createTestRequest(name, {}, { scheme: schemes.gcm })
    expect(await receive(request, { scheme: schemes.gcm })).toMatchObject({
      known: false,
      name,
    })
  }
})

// The example of the specification of Standard Webhooks.
it('agrees with the published signature of Standard Webhooks', async () => {
  const keys = new Uint8Array(Buffer.from('plJ3nmyCDGBKInavdOK15jsl', 'base64'))
  const body = new TextEncoder().encode('{"event_type":"ping","data":{"success":true}}')
  const padded = Uint8Array.of(...keys, ...new Uint8Array(24 - keys.length))
  expect(keys.length).toBeLessThan(24)
  // The key of the example is too short. HMAC pads keys with zeros, so the padded one is
  // equivalent.
  const headers = new Headers({
    'webhook-id': 'msg_loFOjxBNrRLzqYUf',
    'webhook-timestamp': '1731705121',
    'webhook-signature': 'v1,rAvfW3dJ/X/qxhsaXPOyyCGmRKsaKWcsNccKXlIktD0=',
  })
  const options = {
    scheme: signed({ keys: padded }),
    events: singleEvent('userJoinedServer'),
    clock: Object.assign(new FakeClock(), { time: 1731705121_000 }),
  }
  expect(await verify(headers, body, options)).toMatchObject({
    id: 'msg_loFOjxBNrRLzqYUf',
    payload: { event_type: 'ping' },
  })
  expect(() => signed({ keys })).toThrow('at least 24 bytes')
})

it('rejects a plain body where an encrypted one is expected, and vice versa', async () => {
  const plain = await createTestRequest('userJoinedServer', {}, { scheme: schemes.signed })
  const sealed = await createTestRequest('userJoinedServer', {}, { scheme: schemes['signed gcm'] })
  expect(await reasonOf(receive(plain, { scheme: schemes['signed gcm'] }))).toBe('inauthentic')
  expect(await reasonOf(receive(sealed, { scheme: schemes.signed }))).toBe('malformed')
})

it('rejects CBC without `allowMalleable`, and has one reason for every failure with it', async () => {
  const scheme = encrypted({ keys: aesKey, mode: 'CBC' })
  expect(() => createRouter({ scheme, store: memoryStore() })).toThrow('CBC is malleable')
  await expect(receive(new Request('http://localhost'), { scheme })).rejects.toMatchObject({
    name: 'InputError',
    parameter: 'scheme',
  })
  const options = { scheme, allowMalleable: true }
  const request = await createTestRequest('userJoinedServer', { text: 'x'.repeat(64) }, options)
  expect(await reasonOf(receive(request.clone(), options))).toBe('accepted')
  const body = Buffer.from(await bytesOf(request)).toString()
  const raw = Buffer.from((JSON.parse(body) as { data: string }).data, 'base64')
  const reasons = new Set<string>()
  for (let index = 16; index < raw.length; index += 1) {
    const changed = Buffer.from(raw)
    changed[index] = (changed[index] ?? 0) ^ 0xff
    const sent = {
      headers: request.headers,
      body: Buffer.from(`{"data":"${changed.toString('base64')}"}`),
    }
    reasons.add(await reasonOf(receive(sent, options)))
  }
  expect([...reasons].filter((reason) => reason !== 'accepted')).toEqual(['inauthentic'])
})

it('rejects a missing scheme and short keys, and prints no key of a scheme', () => {
  expect(() => createRouter({} as never)).toThrow('`scheme` is required')
  for (const keys of ['', 'short', [], [signingKey, '']])
    expect(() => signed({ keys })).toThrow('at least 24 bytes')
  for (const scheme of Object.values(schemes)) {
    const printed = inspect(scheme, { depth: Number.POSITIVE_INFINITY, showHidden: true })
    expect(printed + JSON.stringify(scheme) + String(scheme)).not.toMatch(/fake/)
  }
})

it('throws InputError if the body was already read', async () => {
  const request = await createTestRequest('userJoinedServer', {}, { scheme: schemes.gcm })
  await request.text()
  await expect(receive(request, { scheme: schemes.gcm })).rejects.toThrow(
    'Pass the delivery on before a parser reads its body',
  )
})

it('decrypts the body of a test request', async () => {
  const request = await createTestRequest(
    'userJoinedServer',
    {},
    { scheme: schemes.gcm, id: 'event-1' },
  )
  expect(
    JSON.parse(new TextDecoder().decode(await decrypt(await bytesOf(request), { keys: aesKey }))),
  ).toMatchObject({
    id: 'event-1',
  })
})

/** Other spellings of the same bytes, which a lenient base64 decoder accepts. */
function otherSpellings(encoded: string): string[] {
  const paddingBits = encoded.replace(/([A-Za-z0-9+/])(=+)$/, (_, last: string, pad: string) => {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
    return (alphabet[alphabet.indexOf(last) + 1] ?? 'A') + pad
  })
  return [
    paddingBits,
    encoded.replace(/=+$/, ''),
    `${encoded.slice(0, 4)} ${encoded.slice(4)}`,
    `${encoded}\n`,
  ].filter((other) => other !== encoded)
}

it('accepts a single spelling of a body, so that no byte of it can be changed', async () => {
  // Payloads of every length modulo 3, so that the base64 has every kind of padding.
  for (const payload of ['', 'x', 'xx']) {
    const request = await createTestRequest('userJoinedServer', payload, { scheme: schemes.gcm })
    const body = Buffer.from(await bytesOf(request)).toString()
    const { data } = JSON.parse(body) as { data: string }
    const bodies = [
      ...otherSpellings(data).map((other) => `{"data":"${other}"}`),
      ` ${body}`,
      `${body}\n`,
      `{"data" :"${data}"}`,
    ]
    for (const other of bodies) {
      const sent = { headers: request.headers, body: Buffer.from(other) }
      expect(await reasonOf(receive(sent, { scheme: schemes.gcm }))).toBe('inauthentic')
    }
  }
})

it('accepts a single spelling of a signature', async () => {
  const request = await createTestRequest('userJoinedServer', {}, { scheme: schemes.signed })
  const body = await bytesOf(request)
  const signature = (request.headers.get('webhook-signature') ?? '').slice('v1,'.length)
  for (const other of otherSpellings(signature).filter(
    (spelling) => spelling.trim() !== signature,
  )) {
    const headers = new Headers(request.headers)
    headers.set('webhook-signature', `v1,${other}`)
    expect(await reasonOf(receive({ headers, body }, { scheme: schemes.signed }))).toBe(
      'inauthentic',
    )
  }
})

it('rejects a delivery for which a custom codec throws', async () => {
  const codec = { ...jsonBase64, read: (body: Uint8Array) => JSON.parse(String(body)) as never }
  const request = await createTestRequest('userJoinedServer', {}, { scheme: schemes.gcm })
  expect(await reasonOf(receive(request, { scheme: encrypted({ keys: aesKey, codec }) }))).toBe(
    'inauthentic',
  )
})
