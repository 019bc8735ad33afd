import { FakeClock } from '@repo/testing/fake-clock'
import type { Operation, Security } from '@returning-kit/runtime'
import { call, cookie, createContractClient, header, jsonBody, query } from '@returning-kit/runtime'
import { createContractFetchClient } from '@returning-kit/runtime/openapi-fetch'
import { describe, expect, it } from 'vitest'
import {
  type Credential,
  type CredentialReason,
  isCredentialError,
  listCommunityUsers,
} from '../../src/index.ts'
import { communityId, observedClient, usersPage } from '../helpers.ts'

const unauthorized = () => Response.json({ message: 'Unauthorized' }, { status: 401 })
const bearer = (request: Request | undefined) => request?.headers.get('authorization')

/** A provider that returns `token-1`, `token-2`, … */
function provider(expiresAt?: () => number) {
  const reasons: CredentialReason[] = []
  const credential: Credential = async ({ reason }) => {
    reasons.push(reason)
    await Promise.resolve()
    const value = `token-${reasons.length}`
    return expiresAt ? { value, expiresAt: expiresAt() } : value
  }
  return { credential, reasons }
}

describe('a provider', () => {
  it('is called once for five parallel calls', async () => {
    const { credential, reasons } = provider()
    const { client, requests } = observedClient(() => usersPage([]), { token: credential })
    await Promise.all(Array.from({ length: 5 }, () => listCommunityUsers(client, { communityId })))
    await listCommunityUsers(client, { communityId })
    expect(reasons).toEqual(['initial'])
    expect(requests.map(bearer)).toEqual(Array(6).fill('Bearer token-1'))
  })

  it('is called again 30 seconds before its credential expires', async () => {
    const clock = new FakeClock()
    const { credential, reasons } = provider(() => clock.now() + 300_000)
    const { client } = observedClient(() => usersPage([]), { token: credential, clock })
    await listCommunityUsers(client, { communityId })
    clock.time += 269_000
    await listCommunityUsers(client, { communityId })
    expect(reasons).toEqual(['initial'])
    clock.time += 2000
    await listCommunityUsers(client, { communityId })
    expect(reasons).toEqual(['initial', 'expired'])
  })

  it('is called once after a 401, and the request is sent again once, with its body', async () => {
    const { credential, reasons } = provider()
    const bodies: string[] = []
    const { client, requests } = observedClient(
      async (request, count) => {
        bodies.push(await request.text())
        return count === 1 ? unauthorized() : Response.json({})
      },
      { token: credential },
    )
    const write: Operation = {
      id: 'write',
      method: 'POST',
      path: '/write',
      body: json,
      security: [[token]],
    }
    expect(await call(client, write, { body: { a: 1 } })).toMatchObject({ ok: true, attempts: 2 })
    expect(requests.map(bearer)).toEqual(['Bearer token-1', 'Bearer token-2'])
    expect(bodies).toEqual(['{"a":1}', '{"a":1}'])
    expect(reasons).toEqual(['initial', 'unauthorized'])
  })

  it('is called once for parallel calls that all received a 401', async () => {
    const { credential, reasons } = provider()
    const { client } = observedClient(
      (request) => (bearer(request) === 'Bearer token-1' ? unauthorized() : usersPage([])),
      {
        token: credential,
      },
    )
    const results = await Promise.all(
      Array.from({ length: 5 }, () => listCommunityUsers(client, { communityId })),
    )
    expect(results.every(({ ok }) => ok)).toBe(true)
    expect(reasons).toEqual(['initial', 'unauthorized'])
  })

  it('is not called for every 401 of an operation without permission', async () => {
    const { credential, reasons } = provider()
    const { client, requests } = observedClient(unauthorized, { token: credential })
    for (let calls = 0; calls < 4; calls += 1) {
      expect(await listCommunityUsers(client, { communityId })).toMatchObject({
        ok: false,
        status: 401,
      })
    }
    expect(reasons).toEqual(['initial', 'unauthorized'])
    expect(requests).toHaveLength(5)
  })

  it('that fails causes a typed error, and is called again by the next call', async () => {
    let calls = 0
    const token: Credential = () => {
      calls += 1
      if (calls === 1) throw new Error('vault sealed')
      return 'token'
    }
    const { client, requests } = observedClient(() => usersPage([]), { token })
    const error = await listCommunityUsers(client, { communityId }).catch(
      (thrown: unknown) => thrown,
    )
    expect(isCredentialError(error)).toBe(true)
    expect(error).toMatchObject({ options: ['token'], cause: { message: 'vault sealed' } })
    expect(requests).toHaveLength(0)
    expect(await listCommunityUsers(client, { communityId })).toMatchObject({ ok: true })
  })

  it.each([['two words'], ['line\nbreak'], [undefined], [{ token: 'x' }]])(
    'that returns %j is rejected without showing the value',
    async (value) => {
      const { client, requests } = observedClient(() => usersPage([]), {
        token: () => value as string,
      })
      const error = await listCommunityUsers(client, { communityId }).catch(
        (thrown: unknown) => thrown as Error,
      )
      expect(isCredentialError(error) && error.message).toContain(
        'The credential `token` must be a string without whitespace.',
      )
      expect(requests).toHaveLength(0)
    },
  )
})

it('does not retry a 401 with a fixed credential', async () => {
  const { client, requests } = observedClient(unauthorized)
  await listCommunityUsers(client, { communityId })
  expect(requests).toHaveLength(1)
})

const schemes = {
  token: { serialize: header, name: 'authorization', prefix: 'Bearer ', option: 'token' },
  apiKey: { serialize: header, name: 'x-api-key', option: 'apiKey' },
  legacyKey: { serialize: header, name: 'apikey', option: 'apiKey' },
  queryKey: { serialize: query, name: 'key', option: 'query' },
  session: { serialize: cookie, name: 'sid', option: 'session' },
}
const { token, apiKey, legacyKey, queryKey, session } = schemes

const json = { type: 'application/json', serialize: jsonBody }

const contract = {
  server: 'https://one.example.com',
  servers: ['https://one.example.com', 'https://two.example.com'],
}

function recordingClient(
  options: Record<string, unknown>,
  respond = (_: Request) => Response.json({}),
) {
  const requests: Request[] = []
  const fetch = async (...args: [string, RequestInit]) => {
    const request = new Request(...args)
    requests.push(request)
    return respond(request)
  }
  return {
    client: createContractClient(contract, { fetch, ...options }),
    requests,
  }
}

const read = (security: Security, extra: Partial<Operation> = {}): Operation => ({
  id: 'read',
  method: 'GET',
  path: '/read',
  security,
  ...extra,
})

describe('the security of the operation', () => {
  it('decides which credential is sent', async () => {
    const { client, requests } = recordingClient({ token: 't', apiKey: 'k' })
    await call(client, read([[apiKey]]))
    expect(bearer(requests[0])).toBeNull()
    expect(requests[0]?.headers.get('x-api-key')).toBe('k')
  })

  it('uses the first alternative whose credentials are set', async () => {
    const { client, requests } = recordingClient({ apiKey: 'k' })
    await call(client, read([[token], [apiKey]]))
    expect(requests[0]?.headers.get('x-api-key')).toBe('k')
  })

  it('sends several credentials together, in header, query and cookie', async () => {
    const { client, requests } = recordingClient({ token: 't', query: 'q', session: 's' })
    await call(client, read([[token, queryKey, session]]))
    expect(bearer(requests[0])).toBe('Bearer t')
    expect(requests[0]?.url).toBe('https://one.example.com/read?key=q')
    expect(requests[0]?.headers.get('cookie')).toBe('sid=s')
  })

  it('sends one credential as each scheme that shares it requires', async () => {
    const { client, requests } = recordingClient({ apiKey: 'k' })
    await call(client, read([[legacyKey]]))
    expect(requests[0]?.headers.get('apikey')).toBe('k')
  })

  it('sends no credential where it is optional or not declared', async () => {
    const { client, requests } = recordingClient({})
    await call(client, read([[token], []]))
    await call(client, read([]))
    expect(requests.map(bearer)).toEqual([null, null])
  })

  it('rejects a call whose credential is missing, and names the options', async () => {
    const { client, requests } = recordingClient({})
    const error = await call(client, read([[token], [legacyKey]])).catch(
      (thrown: unknown) => thrown,
    )
    expect(error).toMatchObject({ name: 'CredentialError', options: ['token', 'apiKey'] })
    expect((error as Error).message).toBe(
      'read needs a credential; set `token` or `apiKey` in createClient().',
    )
    expect(requests).toHaveLength(0)
  })
})

describe('hosts', () => {
  it('sends to the host of the operation', async () => {
    const { client, requests } = recordingClient({ token: 't' })
    await call(client, read([[token]], { server: 'https://two.example.com' }))
    expect(requests[0]?.url).toBe('https://two.example.com/read')
  })

  it('sends all requests to one base URL, or to one for each host', async () => {
    const one = recordingClient({ token: 't', baseUrl: 'http://127.0.0.1:4010/base/' })
    await call(one.client, read([[token]], { server: 'https://two.example.com' }))
    expect(one.requests[0]?.url).toBe('http://127.0.0.1:4010/base/read')
    const map = recordingClient({
      token: 't',
      baseUrl: { 'two.example.com': 'http://127.0.0.1:5000' },
    })
    await call(map.client, read([[token]], { server: 'https://two.example.com' }))
    await call(map.client, read([[token]]))
    expect(map.requests.map(({ url }) => url)).toEqual([
      'http://127.0.0.1:5000/read',
      'https://one.example.com/read',
    ])
  })

  it('rejects a server whose variable is not set, and uses one that is set', async () => {
    const operation = read([[token]], { server: 'https://{domain}' })
    const open = recordingClient({ token: 't' })
    const why =
      '`serverVariables` must make https://{domain} an http(s) URL without credentials, query and fragment.'
    await expect(call(open.client, operation)).rejects.toThrow(why)
    expect(open.requests).toHaveLength(0)
    const set = recordingClient({ token: 't', serverVariables: { domain: 'own.example.org' } })
    await call(set.client, operation)
    expect(set.requests[0]?.url).toBe('https://own.example.org/read')
    const wrong = recordingClient({ token: 't', serverVariables: { domain: 'own example' } })
    await expect(call(wrong.client, operation)).rejects.toThrow(
      'must make https://own example an http(s) URL',
    )
  })

  it('sends no credential to an origin outside the contract', async () => {
    const { client, requests } = recordingClient({ token: 't' })
    const contract = {
      createClient: () => client,
      routes: { 'GET /read': { id: 'read', security: [[token]] } },
    }
    const api = createContractFetchClient<{
      '/read': { get: { responses: { 200: { content: Record<string, unknown> } } } }
    }>(contract, client)
    await api.GET('/read')
    expect(bearer(requests[0])).toBe('Bearer t')
    api.use({ onRequest: ({ request }) => new Request('https://evil.example.net/read', request) })
    await expect(api.GET('/read')).rejects.toMatchObject({
      name: 'CredentialError',
      message: expect.stringContaining('https://evil.example.net'),
    })
    expect(requests).toHaveLength(1)
  })

  it.each(['ftp://x', 'nonsense', ''])('rejects the base URL %j', (baseUrl) => {
    expect(() => recordingClient({ baseUrl })).toThrow('must be an http(s) URL')
  })
})

describe('redirects', () => {
  const redirect = (location: string, status = 302) =>
    new Response(null, { status, headers: { location } })
  const all = { token: 't', apiKey: 'k', session: 's' }

  it('keep credentials on their own host', async () => {
    const { client, requests } = recordingClient(all, ({ url }) =>
      url.endsWith('/read') ? redirect('/moved') : Response.json({}),
    )
    expect(await call(client, read([[token, apiKey]]))).toMatchObject({ ok: true, attempts: 1 })
    expect(requests[1]?.url).toBe('https://one.example.com/moved')
    expect(requests[1]?.headers.get('x-api-key')).toBe('k')
  })

  it.each([301, 302, 303, 307, 308])(
    'send no credential if a %i leads to another origin',
    async (status) => {
      const { client, requests } = recordingClient(all, ({ url }) =>
        url.endsWith('/read') ? redirect('https://two.example.com/x', status) : Response.json({}),
      )
      await call(client, read([[token, apiKey, session]]))
      expect([...(requests[1]?.headers.keys() ?? [])]).toEqual(['accept'])
    },
  )

  it('send a write again only for a 307 or 308', async () => {
    const write: Operation = {
      id: 'write',
      method: 'POST',
      path: '/read',
      body: json,
      security: [],
    }
    const methods = async (status: number) => {
      const { client, requests } = recordingClient(all, ({ url }) =>
        url.endsWith('/read') ? redirect('/moved', status) : Response.json({}),
      )
      await call(client, write, { body: { a: 1 } })
      return [requests[1]?.method, await requests[1]?.text()]
    }
    expect(await methods(302)).toEqual(['GET', ''])
    expect(await methods(303)).toEqual(['GET', ''])
    expect(await methods(307)).toEqual(['POST', '{"a":1}'])
    expect(await methods(308)).toEqual(['POST', '{"a":1}'])
  })

  it('send no body to another origin, and follow http(s) only', async () => {
    const write: Operation = {
      id: 'write',
      method: 'POST',
      path: '/read',
      body: json,
      security: [],
    }
    const away = recordingClient(all, () => redirect('https://two.example.com/x', 307))
    expect(await call(away.client, write, { body: { password: 'fake-password' } })).toMatchObject({
      ok: false,
      status: 307,
    })
    expect(away.requests).toHaveLength(1)
    const odd = recordingClient(all, () => redirect('data:application/json,{}'))
    expect(await call(odd.client, read([]))).toMatchObject({ ok: false, status: 302 })
  })

  it('are an error if they never end', async () => {
    const { client } = recordingClient(all, () => redirect('/read'))
    await expect(call(client, read([]), {}, { retry: false })).rejects.toThrow(
      'more than 10 redirects',
    )
  })
})
