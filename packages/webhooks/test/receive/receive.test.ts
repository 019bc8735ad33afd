import { inspect } from 'node:util'
import { expect, it, vi } from 'vitest'
import {
  createRouter,
  createTestRequest,
  decrypt,
  encrypted,
  isWebhookError,
  jsonBase64,
  memoryReplayStore,
  type ReceiveOptions,
  receive,
  type SignatureCodec,
  signed,
  singleEvent,
  standardWebhooks,
  verify,
} from '../../src/index.ts'
import { aesKey, bytesOf, otherSigningKey, schemes, signingKey } from '../helpers.ts'

const withOwnStore = (options: ReceiveOptions): ReceiveOptions => ({
  replays: memoryReplayStore(),
  ...options,
})
const reasonOf = (received: Promise<unknown>) =>
  received.then(
    () => 'accepted',
    (error: unknown) => (isWebhookError(error) ? error.reason : String(error)),
  )

it.each(Object.entries(schemes))(
  'receives a test request of the same scheme: %s',
  async (_, scheme) => {
    const timestamp = new Date(Math.floor(Date.now() / 1000) * 1000)
    const request = await createTestRequest(
      'storeItemPurchased',
      { item: 'cap' },
      { scheme, id: 'event-1', timestamp },
    )
    expect(await receive(request, withOwnStore({ scheme }))).toEqual({
      known: true,
      name: 'storeItemPurchased',
      id: 'event-1',
      timestamp,
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
  expect(await receive(delivery, withOwnStore({ scheme: schemes.gcm }))).toMatchObject({
    name: 'userJoinedServer',
    payload: 1,
  })
})

it('distinguishes events of the contract from others', async () => {
  for (const name of ['levelReached', 'toString', '__proto__', '']) {
    const request = await createTestRequest(name, {}, { scheme: schemes.gcm })
    expect(await receive(request, withOwnStore({ scheme: schemes.gcm }))).toMatchObject({
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
    now: () => 1731705121_000,
  }
  expect(await verify(headers, body, options)).toMatchObject({
    id: 'msg_loFOjxBNrRLzqYUf',
    payload: { event_type: 'ping' },
  })
  expect(() => signed({ keys })).toThrow('at least 24 bytes')
})

it('rejects timestamps that are more than `maxAge` in the past or in the future', async () => {
  const now = Date.parse('2026-01-01T00:00:00Z')
  for (const scheme of [schemes.gcm, schemes.signed]) {
    for (const [offset, expected] of [
      [-300_000, 'accepted'],
      [300_000, 'accepted'],
      [-301_000, 'stale'],
      [301_000, 'stale'],
    ] as const) {
      const request = await createTestRequest(
        'userJoinedServer',
        {},
        { scheme, timestamp: new Date(now + offset) },
      )
      expect(await reasonOf(receive(request, withOwnStore({ scheme, now: () => now })))).toBe(
        expected,
      )
    }
  }
})

it('rejects a replay as long as its timestamp would be accepted', async () => {
  let now = Date.parse('2026-01-01T00:00:00Z')
  const options = withOwnStore({
    scheme: schemes.gcm,
    now: () => now,
    replays: memoryReplayStore(10, () => now),
  })
  const request = await createTestRequest(
    'userJoinedServer',
    {},
    { ...options, timestamp: new Date(now + 300_000) },
  )
  const deliver = () => reasonOf(receive(request.clone(), options))
  expect(await deliver()).toBe('accepted')
  expect(await deliver()).toBe('replayed')
  now += 600_000
  expect(await deliver()).toBe('replayed')
  now += 1
  expect(await deliver()).toBe('stale')
})

it('detects a replay without an id and with reordered signatures', async () => {
  const codec: SignatureCodec = {
    ...standardWebhooks,
    read: (headers) => {
      const delivery = standardWebhooks.read(headers)
      return delivery && { signatures: delivery.signatures }
    },
    content: (_, body) => body,
  }
  const scheme = signed({ keys: [signingKey, otherSigningKey], codec })
  const options = withOwnStore({ scheme, events: singleEvent('userJoinedServer') })
  const request = await createTestRequest('userJoinedServer', {}, options)
  const [first, second] = (request.headers.get('webhook-signature') ?? '').split(' ')
  const variants = [`${first} ${second}`, `${second} ${first}`, `${first}`, `${second}`]
  const reasons = []
  for (const signatures of variants) {
    const headers = new Headers(request.headers)
    headers.set('webhook-signature', signatures)
    reasons.push(
      await reasonOf(receive({ headers, body: await bytesOf(request.clone()) }, options)),
    )
  }
  expect(reasons).toEqual(['accepted', 'replayed', 'replayed', 'replayed'])
})

it('stores at most `maxEvents` and forgets the oldest', () => {
  const store = memoryReplayStore(2, () => 0)
  expect(['a', 'b', 'a', 'c', 'b', 'a'].map((id) => store.claim(id, 1))).toEqual([
    true,
    true,
    false,
    true,
    false,
    true,
  ])
  store.release('b')
  expect(store.claim('b', 1)).toBe(true)
})

it('rejects a plain body where an encrypted one is expected, and vice versa', async () => {
  const plain = await createTestRequest('userJoinedServer', {}, { scheme: schemes.signed })
  const sealed = await createTestRequest('userJoinedServer', {}, { scheme: schemes['signed gcm'] })
  expect(await reasonOf(receive(plain, withOwnStore({ scheme: schemes['signed gcm'] })))).toBe(
    'inauthentic',
  )
  expect(await reasonOf(receive(sealed, withOwnStore({ scheme: schemes.signed })))).toBe(
    'malformed',
  )
})

it('rejects CBC without `allowMalleable`, and has one reason for every failure with it', async () => {
  const scheme = encrypted({ keys: aesKey, mode: 'CBC' })
  expect(() => createRouter({ scheme })).toThrow('CBC is malleable')
  await expect(receive(new Request('http://localhost'), { scheme })).rejects.toMatchObject({
    name: 'InputError',
    parameter: 'scheme',
  })
  const options = withOwnStore({ scheme, allowMalleable: true })
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
    reasons.add(await reasonOf(receive(sent, withOwnStore(options))))
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
  await expect(receive(request, withOwnStore({ scheme: schemes.gcm }))).rejects.toThrow(
    'Pass the delivery on before a parser reads its body',
  )
})

it('passes events to their handlers, and reports unknown ones without values', async () => {
  const handled: unknown[] = []
  const options = { scheme: schemes.gcm }
  const onRejected = vi.fn()
  const router = createRouter({ ...options, onRejected })
    .on('userJoinedServer', ({ name, payload }) => handled.push([name, payload]))
    .onUnknown(({ reason, event, schema }) => handled.push([reason, event.name, schema]))
  const send = async (name: string, payload: unknown) =>
    (await router.handle(await createTestRequest(name, payload, options))).status
  expect(
    await send('userJoinedServer', {
      user: { id: 'user-1', roles: ['a'] },
      at: 1,
      gone: null,
      ok: true,
    }),
  ).toBe(200)
  expect(await send('levelReached', [])).toBe(200)
  const properties = {
    user: {
      type: 'object',
      properties: { id: { type: 'string' }, roles: { type: 'array', items: { type: 'string' } } },
    },
    at: { type: 'number' },
    gone: { type: 'null' },
    ok: { type: 'boolean' },
  }
  expect(handled).toEqual([
    ['userJoinedServer', { user: { id: 'user-1', roles: ['a'] }, at: 1, gone: null, ok: true }],
    ['payload', 'userJoinedServer', { type: 'object', properties }],
    ['event', 'levelReached', { type: 'array' }],
  ])
  expect(onRejected).not.toHaveBeenCalled()
})

it('responds with 422 to an event without a handler, and accepts it once it has one', async () => {
  const options = { scheme: schemes.gcm }
  const onRejected = vi.fn()
  const router = createRouter({ ...options, onRejected })
  const request = await createTestRequest('userVisitedServer', {}, options)
  expect((await router.handle(request.clone())).status).toBe(422)
  expect(onRejected).toHaveBeenCalledWith(
    expect.objectContaining({ name: 'WebhookError', reason: 'unhandled' }),
  )
  router.on('userVisitedServer', () => {})
  expect((await router.handle(request)).status).toBe(200)
  expect(() => router.on('userVisitedServer', () => {})).toThrow('already has a handler')
  expect(() => router.on('levelReached' as never, () => {})).toThrow('no event `levelReached`')
})

it('rejects with the error of a handler, and accepts the event again', async () => {
  const options = { scheme: schemes.gcm }
  const handler = vi.fn().mockRejectedValueOnce(new Error('The database is unavailable.'))
  const router = createRouter(options).on('userJoinedServer', handler)
  const request = await createTestRequest('userJoinedServer', {}, options)
  await expect(router.handle(request.clone())).rejects.toThrow('The database is unavailable.')
  expect((await router.handle(request.clone())).status).toBe(200)
  expect((await router.handle(request)).status).toBe(409)
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
      expect(await reasonOf(receive(sent, withOwnStore({ scheme: schemes.gcm })))).toBe(
        'inauthentic',
      )
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
    expect(
      await reasonOf(receive({ headers, body }, withOwnStore({ scheme: schemes.signed }))),
    ).toBe('inauthentic')
  }
})

it('rejects a delivery for which a custom codec throws', async () => {
  const codec = { ...jsonBase64, read: (body: Uint8Array) => JSON.parse(String(body)) as never }
  const request = await createTestRequest('userJoinedServer', {}, { scheme: schemes.gcm })
  expect(
    await reasonOf(receive(request, withOwnStore({ scheme: encrypted({ keys: aesKey, codec }) }))),
  ).toBe('inauthentic')
})
