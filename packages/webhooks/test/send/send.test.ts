import { FakeClock } from '@repo/testing/fake-clock'
import { createClient, sendWorkflowEvent } from '@returning-kit/core'
import { afterEach, expect, it } from 'vitest'
import { contract } from '../../../mock/src/generated/contract.gen.ts'
import {
  type ActionName,
  actions,
  decrypt,
  encrypt,
  incomingWebhook,
  workflowSession,
  workflowWebhook,
} from '../../src/index.ts'
import { aesKey, type Running, service } from '../helpers.ts'

const running: Running[] = []
afterEach(() => Promise.all(running.splice(0).map((server) => server.stop())))

async function serve(...given: Parameters<typeof service>) {
  const server = await service(...given)
  running.push(server)
  return server
}

it.each(Object.keys(actions) as ActionName[])(
  'sends %s to its address, with its key',
  async (action) => {
    const server = await serve(() => ({ body: 'taken' }))
    const send = incomingWebhook(action, {
      url: `${server.url}/{a}?id=1`,
      webhookKey: 'fake-webhook-key',
    })
    const result = await send({ any: 'member' })
    expect(result).toMatchObject({ ok: true, status: 200, data: 'taken', attempts: 1 })
    expect(server.seen).toMatchObject([
      {
        method: 'POST',
        url: '/webhooks/%7Ba%7D?id=1',
        body: '{"any":"member"}',
        headers: { 'x-api-key': 'fake-webhook-key', 'content-type': 'application/json' },
      },
    ])
    expect(server.seen[0]?.headers).not.toHaveProperty('x-encrypted')
  },
)

it.each(['GCM', 'CBC'] as const)('encrypts the body with AES in %s mode', async (mode) => {
  const server = await serve(() => ({}))
  const encryption = { keys: aesKey, mode }
  const send = incomingWebhook('updateInGameCurrency', { url: server.url, encryption })
  expect(await send({ coins: 5 }, { headers: { 'x-trace': '1' } }).orThrow()).toBe('')
  const [{ headers, body }] = server.seen as [(typeof server.seen)[0]]
  expect(headers).toMatchObject({
    'x-encrypted': 'true',
    'content-type': 'application/json',
    'x-trace': '1',
  })
  expect(headers).not.toHaveProperty('x-api-key')
  expect(body).not.toContain('coins')
  expect(new TextDecoder().decode(await decrypt(Buffer.from(body), encryption))).toBe('{"coins":5}')
})

it('repeats a write only when told that it does no harm', async () => {
  const server = await serve((_, count) => ({ status: count % 3 === 0 ? 200 : 503 }))
  const retry = { retries: 2, baseDelay: 0 }
  const send = incomingWebhook('sendMessageIntoChannels', {
    url: server.url,
    retry,
    encryption: { keys: aesKey },
  })
  expect(await send({})).toMatchObject({ ok: false, status: 503, attempts: 1 })
  expect(await send({}, { idempotent: true })).toMatchObject({ ok: true, attempts: 2 })
  await expect(send({}).orThrow()).rejects.toMatchObject({
    name: 'ResponseError',
    status: 503,
    operation: 'sendMessageIntoChannels',
  })
})

it('takes neither the key nor the body along to another origin', async () => {
  const other = await serve(() => ({}))
  const server = await serve(() => ({ status: 307, headers: { location: other.url } }))
  const send = incomingWebhook('sendMessageIntoChannels', {
    url: server.url,
    webhookKey: 'fake-webhook-key',
  })
  expect(await send({})).toMatchObject({ ok: false, status: 307 })
  expect(other.seen).toHaveLength(0)
})

it.each([
  'http://hooks.example.com/',
  'ftp://localhost/',
  'hooks',
  'https://user:word@hooks.example.com/',
])('refuses the address %s', (url) => {
  expect(() => incomingWebhook('sendMessageIntoChannels', { url })).toThrow(
    'must be an https address without user and password',
  )
})

it('refuses a bad AES key when the function is made', () => {
  const make = () =>
    incomingWebhook('sendMessageIntoChannels', {
      url: 'https://hooks.example.com',
      encryption: { keys: 'short' },
    })
  expect(make).toThrow('of exactly 32 ASCII characters')
})

async function workflow(refuse: (token: string, count: number) => boolean = () => false) {
  let sessions = 0
  let events = 0
  return serve(({ url, headers }) => {
    if (url === '/handshake') {
      sessions += 1
      return headers['x-api-key'] === 'fake-workflow-key'
        ? { body: `{"data":{"sessionToken":"session-${sessions}"}}` }
        : { status: 401 }
    }
    events += 1
    return { status: refuse(String(headers['x-session-token']), events) ? 401 : 202 }
  })
}

const handshakes = (server: { seen: { url: string }[] }) =>
  server.seen.filter(({ url }) => url === '/handshake').length
const tokens = (server: { seen: { url: string; headers: object }[] }) =>
  server.seen
    .filter(({ url }) => url !== '/handshake')
    .map(({ headers }) => (headers as { 'x-session-token'?: string })['x-session-token'])

it('shakes hands once for many events, and again shortly before 300 seconds are over', async () => {
  const server = await workflow()
  const clock = new FakeClock()
  const address = new URL(server.url).origin
  const send = workflowWebhook({
    url: `${address}/events`,
    handshakeUrl: `${address}/handshake`,
    workflowKey: 'fake-workflow-key',
    clock,
  })
  await Promise.all(
    Array.from({ length: 20 }, () => send({ eventType: 'user.registered' }).orThrow()),
  )
  expect(handshakes(server)).toBe(1)
  clock.time += 269_999
  await send({ eventType: 'user.registered' }).orThrow()
  expect(handshakes(server)).toBe(1)
  clock.time += 1
  await send({ eventType: 'user.registered' }).orThrow()
  expect(handshakes(server)).toBe(2)
  expect(tokens(server).slice(-2)).toEqual(['session-1', 'session-2'])
  // The key goes to the handshake alone.
  for (const { url, headers } of server.seen)
    expect('x-api-key' in headers).toBe(url === '/handshake')
})

it('renews a session that ended early, and sends the event once more', async () => {
  const server = await workflow((token) => token === 'session-1')
  const address = new URL(server.url).origin
  const send = workflowWebhook({
    url: `${address}/events`,
    handshakeUrl: `${address}/handshake`,
    workflowKey: 'fake-workflow-key',
  })
  expect(await send({ eventType: 'user.registered' })).toMatchObject({
    ok: true,
    status: 202,
    attempts: 2,
  })
  expect(tokens(server)).toEqual(['session-1', 'session-2'])
})

it('says when the handshake is refused, without the key', async () => {
  const server = await workflow()
  const address = new URL(server.url).origin
  const send = workflowWebhook({
    url: `${address}/events`,
    handshakeUrl: `${address}/handshake`,
    workflowKey: 'wrong-fake-key',
  })
  const error = await send({ eventType: 'user.registered' }).catch((thrown: unknown) => thrown)
  expect(error).toMatchObject({
    name: 'CredentialError',
    options: ['workflowSession'],
    cause: { name: 'ResponseError', status: 401 },
  })
  expect(JSON.stringify(error) + String(error)).not.toContain('wrong-fake-key')
  expect(tokens(server)).toEqual([])
})

it('is a credential for the client of core', async () => {
  const server = await workflow()
  const address = new URL(server.url).origin
  const session = workflowSession({
    handshakeUrl: `${address}/handshake`,
    workflowKey: 'fake-workflow-key',
  })
  const client = createClient({ workflowSession: session, baseUrl: address })
  await sendWorkflowEvent(client, { body: { eventType: 'user.registered' } })
  expect(tokens(server)).toEqual(['session-1'])
})

it('calls workflows as the contract says', async () => {
  const { paths, components } = contract as unknown as {
    paths: Record<string, { post: { security: object[] } }>
    components: { securitySchemes: Record<string, { in: string; name: string }> }
  }
  const headerOf = (path: string) =>
    components.securitySchemes[Object.keys(paths[path]?.post.security[0] ?? {})[0] ?? '']
  const seen: [string, string[]][] = []
  const send = workflowWebhook({
    url: 'https://workflow.example.com/workflow-webhooks/events',
    handshakeUrl: 'https://workflow.example.com/workflow-webhooks/handshake',
    workflowKey: 'fake-workflow-key',
    fetch: async (url, { headers }) => {
      seen.push([new URL(url).pathname, [...new Headers(headers).keys()]])
      return url.endsWith('/handshake')
        ? Response.json({ data: { sessionToken: 'fake-token' } })
        : new Response(null)
    },
  })
  await send({ eventType: 'user.registered' }).orThrow()
  expect(seen).toHaveLength(2)
  for (const [path, names] of seen) expect(names).toContain(headerOf(path)?.name.toLowerCase())
})

it('is encrypted the same way each time but for its vector', async () => {
  const [one, two] = await Promise.all([
    encrypt('{}', { keys: aesKey }),
    encrypt('{}', { keys: aesKey }),
  ])
  expect(one.body).not.toEqual(two.body)
})
