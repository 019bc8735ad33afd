import { expect, it } from 'vitest'
import { createClient as createFunctionsClient, registerUser } from '../../src/index.ts'
import { createClient, type FetchClientOptions } from '../../src/openapi-fetch.ts'
import { communityId } from '../helpers.ts'

const user = { email: 'johndoe@example.com', password: 'fake-password!' }
const users = '/v1/communities/{communityId}/users'
const at = { params: { path: { communityId } } }

/** Returns a client with every credential, and its requests as host, credential and body. */
function recorded(options: FetchClientOptions = {}, respond = () => Response.json({})) {
  const sent: { host: string; headers: Headers; body: string }[] = []
  const fetch = async (request: Request) => {
    const { host } = new URL(request.url)
    sent.push({ host, headers: request.headers, body: await request.clone().text() })
    return respond()
  }
  const credentials = { token: 'fake-token', userToken: 'fake-user', apiKey: 'fake-key' }
  return { api: createClient({ ...credentials, fetch, ...options }), sent }
}

it('sends a call to the host of its operation, with the credential of its operation', async () => {
  const { api, sent } = recorded()
  await api.POST('/api/v1/auth/register', { body: user })
  await api.GET(users, at)
  await api.GET('/roles/{userId}', { params: { path: { userId: 'a' } } })
  const seen = sent.map(({ host, headers }) => [
    host,
    headers.get('authorization'),
    headers.get('x-api-key'),
  ])
  expect(seen).toEqual([
    ['rai-api.returning.ai', null, 'fake-key'],
    ['api.returning.ai', 'Bearer fake-token', null],
    ['api.returning.ai', null, 'fake-key'],
  ])
  expect(JSON.parse(sent[0]?.body ?? '')).toEqual(user)
})

it('sends the same request as the function, without its Accept header', async () => {
  const requests: { [name: string]: unknown; headers: unknown }[] = []
  const client = createFunctionsClient({
    apiKey: 'fake-key',
    fetch: async (url, { method, headers, body, redirect }) => {
      requests.push({ url, method, headers, body, redirect })
      return Response.json({ body: {} })
    },
  })
  await registerUser(client, { body: user })
  await createClient(client).POST('/api/v1/auth/register', { body: user })
  const [byFunction, byPath] = requests
  const headers = { accept: 'application/json', ...(byPath?.headers as object) }
  expect(byFunction).toEqual({ ...byPath, headers })
})

it('takes hosts and server variables from the options of the functions', async () => {
  const { api, sent } = recorded({
    baseUrl: { 'rai-api.returning.ai': 'https://one.example.com' },
    serverVariables: { domain: 'own.example.org' },
  })
  await api.POST('/api/v1/auth/register', { body: user })
  await api.GET('/api/secureAuth', { params: { query: { email: user.email } } } as never)
  await api.GET(users, { ...at, baseUrl: 'https://two.example.com/base/' })
  expect(sent.map(({ host }) => host)).toEqual([
    'one.example.com',
    'own.example.org',
    'two.example.com',
  ])
  expect(sent[2]?.headers.get('authorization')).toBe('Bearer fake-token')
})

it('sends no credential to another origin than that of the call', async () => {
  const { api, sent } = recorded()
  api.use({ onRequest: ({ request }) => new Request('https://rai-api.returning.ai/a', request) })
  await expect(api.GET(users, at)).rejects.toMatchObject({
    name: 'CredentialError',
    operation: 'listCommunityUsers',
    message: expect.stringContaining('https://rai-api.returning.ai'),
  })
  expect(sent).toEqual([])
})

it('names the option of a missing credential, unless the caller sends the credential', async () => {
  const { api, sent } = recorded({ apiKey: undefined as never, token: undefined as never })
  await expect(api.POST('/api/v1/auth/register', { body: user })).rejects.toMatchObject({
    name: 'CredentialError',
    options: ['apiKey'],
  })
  await api.GET(users, { ...at, headers: { Authorization: 'Bearer own' } })
  api.use({ onRequest: ({ request }) => request.headers.set('x-api-key', 'own') })
  await api.POST('/api/v1/auth/register', { body: user })
  expect(
    sent.map(({ headers }) => headers.get('authorization') ?? headers.get('x-api-key')),
  ).toEqual(['Bearer own', 'own'])
})

it('rejects a header that the client sends, and an option that no client has', async () => {
  const { api, sent } = recorded()
  await expect(
    api.GET(users, { ...at, headers: { authorization: 'Bearer own' } }),
  ).rejects.toMatchObject({ name: 'InputError', parameter: 'headers.authorization' })
  expect(sent).toEqual([])
  // @ts-expect-error `tokken` is not an option
  expect(() => createClient({ tokken: 'a' })).toThrow('`tokken`')
})

it('retries what the contract calls idempotent, whatever its method', async () => {
  const busy = () => Response.json({}, { status: 503, headers: { 'retry-after': '0' } })
  const { api, sent } = recorded({}, busy)
  // A GET that signs in: `x-idempotent: false`.
  const server = { baseUrl: 'https://own.example.org' }
  const query = { params: { query: { email: user.email } } }
  await api.GET('/api/secureAuth', { ...query, ...server } as never)
  expect(sent.splice(0)).toHaveLength(1)
  // A POST that reads.
  const filter = { body: { filters: [] } }
  await api.POST('/apis/v1/users/filter', filter as never)
  expect(sent.splice(0)).toHaveLength(3)
  await api.POST('/api/v1/auth/register', { body: user })
  expect(sent.splice(0)).toHaveLength(1)
  await api.POST('/api/v1/auth/register', { body: user, idempotent: true, retry: { retries: 1 } })
  expect(sent.splice(0)).toHaveLength(2)
})

it('sends a path that the contract does not have without a credential', async () => {
  const { api, sent } = recorded()
  const request = api.request as (method: string, path: string) => Promise<unknown>
  await request('get', '/unknown')
  expect(sent.map(({ host, headers }) => [host, [...headers.keys()]])).toEqual([
    ['api.returning.ai', []],
  ])
})

it('rejects an option that neither openapi-fetch nor the contract has', () => {
  // @ts-expect-error An unknown option
  expect(() => createClient({ tokken: 'fake-token' })).toThrow('`tokken` does not exist')
})
