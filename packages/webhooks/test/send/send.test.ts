import { join } from 'node:path'
import { inspect } from 'node:util'
import { FakeClock } from '@repo/testing/fake-clock'
import { readContract } from '@returning-kit/codegen/internal'
import { createClient, sendWorkflowEvent } from '@returning-kit/core'
import { afterEach, expect, it } from 'vitest'
import {
  type ActionName,
  actions,
  decrypt,
  encrypt,
  incomingWebhook,
  workflowSession,
  workflowWebhook,
} from '../../src/index.ts'
import {
  aesKey,
  type RecordedRequest,
  type Running,
  type Service,
  startService,
} from '../helpers.ts'

const running: Running[] = []
afterEach(() => Promise.all(running.splice(0).map((server) => server.stop())))

async function serve(respond: Parameters<typeof startService>[0]) {
  const server = await startService(respond)
  running.push(server)
  return server
}

it.each(Object.keys(actions) as ActionName[])(
  'sends %s to its URL with its key',
  async (action) => {
    const server = await serve(() => ({ body: 'accepted' }))
    const send = incomingWebhook(action, {
      url: `${server.url}/{a}?id=1`,
      webhookKey: 'fake-webhook-key',
    })
    const result = await send({ any: 'property' })
    expect(result).toMatchObject({ ok: true, status: 200, data: 'accepted', attempts: 1 })
    expect(server.requests).toMatchObject([
      {
        method: 'POST',
        url: '/webhooks/%7Ba%7D?id=1',
        body: '{"any":"property"}',
        headers: { 'x-api-key': 'fake-webhook-key', 'content-type': 'application/json' },
      },
    ])
    expect(server.requests[0]?.headers).not.toHaveProperty('x-encrypted')
  },
)

it.each(['GCM', 'CBC'] as const)('encrypts the body with AES in %s mode', async (mode) => {
  const server = await serve(() => ({}))
  const encryption = { keys: aesKey, mode }
  const send = incomingWebhook('updateInGameCurrency', { url: server.url, encryption })
  expect(await send({ coins: 5 }, { headers: { 'x-trace': '1' } }).orThrow()).toBe('')
  const [{ headers, body }] = server.requests as [RecordedRequest]
  expect(headers).toMatchObject({
    'x-encrypted': 'true',
    'content-type': 'application/json',
    'x-trace': '1',
  })
  expect(headers).not.toHaveProperty('x-api-key')
  expect(body).not.toContain('coins')
  expect(new TextDecoder().decode(await decrypt(Buffer.from(body), encryption))).toBe('{"coins":5}')
})

it('retries a write only if it is declared idempotent', async () => {
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

it('sends neither the key nor the body to another origin', async () => {
  const other = await serve(() => ({}))
  const server = await serve(() => ({ status: 307, headers: { location: other.url } }))
  const send = incomingWebhook('sendMessageIntoChannels', {
    url: server.url,
    webhookKey: 'fake-webhook-key',
  })
  expect(await send({})).toMatchObject({ ok: false, status: 307 })
  expect(other.requests).toHaveLength(0)
})

it.each([301, 302, 303])('does not take a redirect to a page for a success: %d', async (status) => {
  const server = await serve(({ method }) =>
    method === 'POST' ? { status, headers: { location: '/login' } } : { body: 'Log in' },
  )
  const send = incomingWebhook('sendMessageIntoChannels', { url: server.url })
  expect(await send({})).toMatchObject({ ok: false, status })
  const report = workflowWebhook({
    url: server.url,
    handshakeUrl: 'https://workflow.example.com/handshake',
    workflowKey: 'fake-workflow-key',
    fetch: async (url, init) =>
      url.endsWith('/handshake')
        ? Response.json({ data: { sessionToken: 'fake-token' } })
        : fetch(url, init),
  })
  expect(await report({ eventType: 'user.registered' })).toMatchObject({ ok: false, status })
  expect(server.requests.map(({ method }) => method)).toEqual(['POST', 'POST'])
})

it('follows a redirect that repeats the POST at the same origin', async () => {
  const server = await serve(({ url }) =>
    url === '/new' ? {} : { status: 308, headers: { location: '/new' } },
  )
  const send = incomingWebhook('sendMessageIntoChannels', { url: server.url })
  expect(await send({ message: 'Hello' })).toMatchObject({ ok: true, status: 200 })
  expect(server.requests[1]).toMatchObject({ method: 'POST', body: '{"message":"Hello"}' })
})

it('shows the path of a webhook neither to hooks nor in errors', async () => {
  const server = await serve(({ url }) => ({
    status: url === '/secret-path/loop' ? 307 : 503,
    headers: { location: '/secret-path/loop' },
  }))
  const { origin } = new URL(server.url)
  const seen: unknown[] = []
  const record = (event: unknown) => void seen.push(event)
  const hooks = { onRequest: record, onResponse: record, onRetry: record, onError: record }
  const retry = { retries: 1, baseDelay: 0 }
  for (const path of ['/secret-path/once', '/secret-path/loop']) {
    const send = incomingWebhook('sendMessageIntoChannels', {
      url: `${origin}${path}?id=secret-id`,
      retry,
      ...hooks,
    })
    await send({}, { idempotent: true }).catch((error) => seen.push(error, String(error)))
  }
  const printed = inspect(seen, { depth: 10 })
  expect(printed).toContain(`${origin}/[redacted]`)
  expect(printed).not.toMatch(/secret/)
})

it.each([
  'http://hooks.example.com/',
  'ftp://localhost/',
  'hooks',
  'https://user:word@hooks.example.com/',
])('rejects the URL %s', (url) => {
  expect(() => incomingWebhook('sendMessageIntoChannels', { url })).toThrow(
    'must be an https URL without user name and password',
  )
})

it('rejects an invalid AES key when the function is created', () => {
  const create = () =>
    incomingWebhook('sendMessageIntoChannels', {
      url: 'https://hooks.example.com',
      encryption: { keys: 'short' },
    })
  expect(create).toThrow('exactly 32 ASCII characters')
  const encryption = { keys: aesKey, mode: 'CBC', ivLength: 12 } as const
  expect(() =>
    incomingWebhook('sendMessageIntoChannels', { url: 'https://hooks.example.com', encryption }),
  ).toThrow('`ivLength` of CBC must be 16.')
})

async function serveWorkflow(isExpired: (token: string) => boolean = () => false) {
  let sessions = 0
  return serve(({ url, headers }) => {
    if (url === '/handshake') {
      sessions += 1
      return headers['x-api-key'] === 'fake-workflow-key'
        ? { body: `{"data":{"sessionToken":"session-${sessions}"}}` }
        : { status: 401 }
    }
    return { status: isExpired(String(headers['x-session-token'])) ? 401 : 202 }
  })
}

const handshakes = ({ requests }: Service) =>
  requests.filter(({ url }) => url === '/handshake').length
const tokens = ({ requests }: Service) =>
  requests
    .filter(({ url }) => url !== '/handshake')
    .map(({ headers }) => headers['x-session-token'])

it('performs one handshake for many events, and another before 300 seconds have passed', async () => {
  const server = await serveWorkflow()
  const clock = new FakeClock()
  const { origin } = new URL(server.url)
  const send = workflowWebhook({
    url: `${origin}/events`,
    handshakeUrl: `${origin}/handshake`,
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
  // The key is sent to the handshake only.
  for (const { url, headers } of server.requests)
    expect('x-api-key' in headers).toBe(url === '/handshake')
})

it('renews a session that expired early, and sends the event again', async () => {
  const server = await serveWorkflow((token) => token === 'session-1')
  const { origin } = new URL(server.url)
  const send = workflowWebhook({
    url: `${origin}/events`,
    handshakeUrl: `${origin}/handshake`,
    workflowKey: 'fake-workflow-key',
  })
  expect(await send({ eventType: 'user.registered' })).toMatchObject({
    ok: true,
    status: 202,
    attempts: 2,
  })
  expect(tokens(server)).toEqual(['session-1', 'session-2'])
})

it('throws an error without the key if the handshake is rejected', async () => {
  const server = await serveWorkflow()
  const { origin } = new URL(server.url)
  const send = workflowWebhook({
    url: `${origin}/events`,
    handshakeUrl: `${origin}/handshake`,
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

it('is a credential of the client of core', async () => {
  const server = await serveWorkflow()
  const { origin } = new URL(server.url)
  const session = workflowSession({
    handshakeUrl: `${origin}/handshake`,
    workflowKey: 'fake-workflow-key',
  })
  const client = createClient({ workflowSession: session, baseUrl: origin })
  await sendWorkflowEvent(client, { body: { eventType: 'user.registered' } })
  expect(tokens(server)).toEqual(['session-1'])
})

it('calls workflows as the contract describes', async () => {
  const { document } = await readContract(
    join(import.meta.dirname, '../../../../openapi/openapi.yaml'),
  )
  const { paths, components } = document as unknown as {
    paths: Record<string, { post: { security: object[] } }>
    components: { securitySchemes: Record<string, { in: string; name: string }> }
  }
  const securityHeader = (path: string) =>
    components.securitySchemes[Object.keys(paths[path]?.post.security[0] ?? {})[0] ?? '']
  const requests: [path: string, headerNames: string[]][] = []
  const send = workflowWebhook({
    url: 'https://workflow.example.com/workflow-webhooks/events',
    handshakeUrl: 'https://workflow.example.com/workflow-webhooks/handshake',
    workflowKey: 'fake-workflow-key',
    fetch: async (url, { headers }) => {
      requests.push([new URL(url).pathname, [...new Headers(headers).keys()]])
      return url.endsWith('/handshake')
        ? Response.json({ data: { sessionToken: 'fake-token' } })
        : new Response(null)
    },
  })
  await send({ eventType: 'user.registered' }).orThrow()
  expect(requests).toHaveLength(2)
  for (const [path, names] of requests)
    expect(names).toContain(securityHeader(path)?.name.toLowerCase())
})

it('encrypts with a new initialization vector each time', async () => {
  const [first, second] = await Promise.all([
    encrypt('{}', { keys: aesKey }),
    encrypt('{}', { keys: aesKey }),
  ])
  expect(first.body).not.toEqual(second.body)
})
