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

const fresh = (options: ReceiveOptions): ReceiveOptions => ({
  replays: memoryReplayStore(),
  ...options,
})
const reasonOf = (outcome: Promise<unknown>) =>
  outcome.then(
    () => 'accepted',
    (error: unknown) => (isWebhookError(error) ? error.reason : String(error)),
  )

it.each(Object.entries(schemes))('receives what was made for it: %s', async (_, scheme) => {
  const timestamp = new Date(Math.floor(Date.now() / 1000) * 1000)
  const request = await createTestRequest(
    'storeItemPurchased',
    { item: 'cap' },
    { scheme, id: 'event-1', timestamp },
  )
  expect(await receive(request, fresh({ scheme }))).toEqual({
    known: true,
    name: 'storeItemPurchased',
    id: 'event-1',
    timestamp,
    payload: { item: 'cap' },
  })
})

it('takes headers as a record, and bytes', async () => {
  const request = await createTestRequest('userJoinedServer', 1, { scheme: schemes.gcm })
  const headers = {
    ...Object.fromEntries(request.headers),
    'x-other': ['a', 'b'],
    'x-none': undefined,
  }
  const delivery = { headers, body: await bytesOf(request) }
  expect(await receive(delivery, fresh({ scheme: schemes.gcm }))).toMatchObject({
    name: 'userJoinedServer',
    payload: 1,
  })
})

it('tells an event that the contract does not know from one that it does', async () => {
  for (const name of ['levelReached', 'toString', '__proto__', '']) {
    const request = await createTestRequest(name, {}, { scheme: schemes.gcm })
    expect(await receive(request, fresh({ scheme: schemes.gcm }))).toMatchObject({
      known: false,
      name,
    })
  }
})

// From the specification of Standard Webhooks.
it('agrees with the published signature of Standard Webhooks', async () => {
  const keys = new Uint8Array(Buffer.from('plJ3nmyCDGBKInavdOK15jsl', 'base64'))
  const body = new TextEncoder().encode('{"event_type":"ping","data":{"success":true}}')
  const padded = Uint8Array.of(...keys, ...new Uint8Array(24 - keys.length))
  expect(keys.length).toBeLessThan(24)
  // Its key is shorter than what is accepted here; HMAC fills a key with zeros, so the longer one signs alike.
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
  expect(() => signed({ keys })).toThrow('of at least 24 bytes')
})

it('refuses what is too old or from the future, at the edge of its window', async () => {
  const now = Date.parse('2026-01-01T00:00:00Z')
  for (const scheme of [schemes.gcm, schemes.signed]) {
    for (const [offset, outcome] of [
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
      expect(await reasonOf(receive(request, fresh({ scheme, now: () => now })))).toBe(outcome)
    }
  }
})

it('refuses a replay as long as its timestamp would be accepted, and forgets it then', async () => {
  let now = Date.parse('2026-01-01T00:00:00Z')
  const options = fresh({
    scheme: schemes.gcm,
    now: () => now,
    replays: memoryReplayStore(10, () => now),
  })
  const request = await createTestRequest(
    'userJoinedServer',
    {},
    { ...options, timestamp: new Date(now + 300_000) },
  )
  const again = () => reasonOf(receive(request.clone(), options))
  expect(await again()).toBe('accepted')
  expect(await again()).toBe('replayed')
  now += 600_000
  expect(await again()).toBe('replayed')
  now += 1
  expect(await again()).toBe('stale')
})

it('tells a replay without an id, whose signatures somebody reordered', async () => {
  const codec: SignatureCodec = {
    ...standardWebhooks,
    read: (headers) => {
      const given = standardWebhooks.read(headers)
      return given && { signatures: given.signatures }
    },
    content: (_, body) => body,
  }
  const scheme = signed({ keys: [signingKey, otherSigningKey], codec })
  const options = fresh({ scheme, events: singleEvent('userJoinedServer') })
  const request = await createTestRequest('userJoinedServer', {}, options)
  const [first, second] = (request.headers.get('webhook-signature') ?? '').split(' ')
  const variants = [`${first} ${second}`, `${second} ${first}`, `${first}`, `${second}`]
  const outcomes = []
  for (const written of variants) {
    const headers = new Headers(request.headers)
    headers.set('webhook-signature', written)
    outcomes.push(
      await reasonOf(receive({ headers, body: await bytesOf(request.clone()) }, options)),
    )
  }
  expect(outcomes).toEqual(['accepted', 'replayed', 'replayed', 'replayed'])
})

it('remembers no more than it may, and forgets the oldest', () => {
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

it('refuses a signed plain body where an encrypted one is due, and the other way round', async () => {
  const plain = await createTestRequest('userJoinedServer', {}, { scheme: schemes.signed })
  const sealed = await createTestRequest('userJoinedServer', {}, { scheme: schemes['signed gcm'] })
  expect(await reasonOf(receive(plain, fresh({ scheme: schemes['signed gcm'] })))).toBe(
    'inauthentic',
  )
  expect(await reasonOf(receive(sealed, fresh({ scheme: schemes.signed })))).toBe('malformed')
})

it('does not take CBC alone, unless told to, and then says one thing of all that fails', async () => {
  const scheme = encrypted({ keys: aesKey, mode: 'CBC' })
  expect(() => createRouter({ scheme })).toThrow('CBC does not tell a changed body')
  await expect(receive(new Request('http://localhost'), { scheme })).rejects.toMatchObject({
    name: 'InputError',
    parameter: 'scheme',
  })
  const options = fresh({ scheme, allowMalleable: true })
  const request = await createTestRequest('userJoinedServer', { text: 'x'.repeat(64) }, options)
  expect(await reasonOf(receive(request.clone(), options))).toBe('accepted')
  const body = Buffer.from(await bytesOf(request)).toString()
  const raw = Buffer.from((JSON.parse(body) as { data: string }).data, 'base64')
  const reasons = new Set<string>()
  for (let at = 16; at < raw.length; at += 1) {
    const changed = Buffer.from(raw)
    changed[at] = (changed[at] ?? 0) ^ 0xff
    const sent = {
      headers: request.headers,
      body: Buffer.from(`{"data":"${changed.toString('base64')}"}`),
    }
    reasons.add(await reasonOf(receive(sent, fresh(options))))
  }
  expect([...reasons].filter((reason) => reason !== 'accepted')).toEqual(['inauthentic'])
})

it('refuses to go without a scheme, and with keys that could be guessed', () => {
  expect(() => createRouter({} as never)).toThrow('anybody could send events')
  for (const keys of ['', 'short', [], [signingKey, '']])
    expect(() => signed({ keys })).toThrow('of at least 24 bytes')
  expect(JSON.stringify(schemes.signed) + String(schemes.gcm)).not.toMatch(/fake/)
})

it('says so when somebody has read the body', async () => {
  const request = await createTestRequest('userJoinedServer', {}, { scheme: schemes.gcm })
  await request.text()
  await expect(receive(request, fresh({ scheme: schemes.gcm }))).rejects.toThrow(
    'hand the delivery over before anything parses it',
  )
})

it('hands events to their functions, and reports what the contract does not know, without values', async () => {
  const heard: unknown[] = []
  const options = { scheme: schemes.gcm }
  const refused = vi.fn()
  const router = createRouter({ ...options, onRefused: refused })
    .on('userJoinedServer', ({ name, payload }) => heard.push([name, payload]))
    .onUnknown(({ reason, event, schema }) => heard.push([reason, event.name, schema]))
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
  expect(heard).toEqual([
    ['userJoinedServer', { user: { id: 'user-1', roles: ['a'] }, at: 1, gone: null, ok: true }],
    ['payload', 'userJoinedServer', { type: 'object', properties }],
    ['event', 'levelReached', { type: 'array' }],
  ])
  expect(refused).not.toHaveBeenCalled()
})

it('answers 422 for what nothing handles, and takes it when something does', async () => {
  const options = { scheme: schemes.gcm }
  const refused = vi.fn()
  const router = createRouter({ ...options, onRefused: refused })
  const request = await createTestRequest('userVisitedServer', {}, options)
  expect((await router.handle(request.clone())).status).toBe(422)
  expect(refused).toHaveBeenCalledWith(
    expect.objectContaining({ name: 'WebhookError', reason: 'unhandled' }),
  )
  router.on('userVisitedServer', () => {})
  expect((await router.handle(request)).status).toBe(200)
  expect(() => router.on('userVisitedServer', () => {})).toThrow('handled already')
  expect(() => router.on('levelReached' as never, () => {})).toThrow('no event `levelReached`')
})

it('rejects with what a handler threw, and takes the event again', async () => {
  const options = { scheme: schemes.gcm }
  const handler = vi.fn().mockRejectedValueOnce(new Error('The database is away.'))
  const router = createRouter(options).on('userJoinedServer', handler)
  const request = await createTestRequest('userJoinedServer', {}, options)
  await expect(router.handle(request.clone())).rejects.toThrow('The database is away.')
  expect((await router.handle(request.clone())).status).toBe(200)
  expect((await router.handle(request)).status).toBe(409)
})

it('hides nothing of a body that it decrypts by itself', async () => {
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

/** Other ways to write the same bytes, which a lenient reader of base64 takes. */
function otherSpellings(text: string): string[] {
  const spare = text.replace(/([A-Za-z0-9+/])(=+)$/, (_, last: string, pad: string) => {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
    return (alphabet[alphabet.indexOf(last) + 1] ?? 'A') + pad
  })
  return [
    spare,
    text.replace(/=+$/, ''),
    `${text.slice(0, 4)} ${text.slice(4)}`,
    `${text}\n`,
  ].filter((other) => other !== text)
}

it('takes one spelling of a body, so that no byte of it can be changed', async () => {
  // Payloads of every length modulo 3, so that the base64 ends in every way.
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
      expect(await reasonOf(receive(sent, fresh({ scheme: schemes.gcm })))).toBe('inauthentic')
    }
  }
})

it('takes one spelling of a signature', async () => {
  const request = await createTestRequest('userJoinedServer', {}, { scheme: schemes.signed })
  const body = await bytesOf(request)
  const written = (request.headers.get('webhook-signature') ?? '').slice('v1,'.length)
  for (const other of otherSpellings(written).filter((spelling) => spelling.trim() !== written)) {
    const headers = new Headers(request.headers)
    headers.set('webhook-signature', `v1,${other}`)
    expect(await reasonOf(receive({ headers, body }, fresh({ scheme: schemes.signed })))).toBe(
      'inauthentic',
    )
  }
})

it('refuses what makes a codec of the caller throw', async () => {
  const codec = { ...jsonBase64, read: (body: Uint8Array) => JSON.parse(String(body)) as never }
  const request = await createTestRequest('userJoinedServer', {}, { scheme: schemes.gcm })
  expect(
    await reasonOf(receive(request, fresh({ scheme: encrypted({ keys: aesKey, codec }) }))),
  ).toBe('inauthentic')
})
