import { FakeClock } from '@repo/testing/fake-clock'
import type { Operation, Security } from '@returning-kit/runtime'
import { call, cookie, createContractClient, header, jsonBody, query } from '@returning-kit/runtime'
import { createClient as createFetchClient } from '@returning-kit/runtime/openapi-fetch'
import { describe, expect, it } from 'vitest'
import {
  type Credential,
  type CredentialReason,
  isCredentialError,
  listCommunityUsers,
} from '../../src/index.ts'
import { communityId, observedClient, usersPage } from '../helpers.ts'

const refused = () => Response.json({ message: 'Unauthorized' }, { status: 401 })
const bearer = (request: Request | undefined) => request?.headers.get('authorization')

/** A provider that counts, and gives `token-1`, `token-2`, … */
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
  it('is asked once for five parallel calls, and not again', async () => {
    const { credential, reasons } = provider()
    const { client, requests } = observedClient(() => usersPage([]), { token: credential })
    await Promise.all(Array.from({ length: 5 }, () => listCommunityUsers(client, { communityId })))
    await listCommunityUsers(client, { communityId })
    expect(reasons).toEqual(['initial'])
    expect(requests.map(bearer)).toEqual(Array(6).fill('Bearer token-1'))
  })

  it('is asked again 30 seconds before its credential ends', async () => {
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

  it('renews once after a 401, and the call is replayed once, with its body', async () => {
    const { credential, reasons } = provider()
    const bodies: string[] = []
    const { client, requests } = observedClient(
      async (request, count) => {
        bodies.push(await request.text())
        return count === 1 ? refused() : Response.json({})
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

  it('is asked once for parallel calls that were all refused', async () => {
    const { credential, reasons } = provider()
    const { client } = observedClient(
      (request) => (bearer(request) === 'Bearer token-1' ? refused() : usersPage([])),
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

  it('is not asked for ever when 401 means that a permission is missing', async () => {
    const { credential, reasons } = provider()
    const { client, requests } = observedClient(refused, { token: credential })
    for (let calls = 0; calls < 4; calls += 1) {
      expect(await listCommunityUsers(client, { communityId })).toMatchObject({
        ok: false,
        status: 401,
      })
    }
    expect(reasons).toEqual(['initial', 'unauthorized'])
    expect(requests).toHaveLength(5)
  })

  it('that fails gives a typed error, and is asked again by the next call', async () => {
    let asked = 0
    const token: Credential = () => {
      asked += 1
      if (asked === 1) throw new Error('vault sealed')
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

  it.each([[''], ['two words'], ['line\nbreak'], [undefined], [{ token: 'x' }]])(
    'that gives %j is refused without showing it',
    async (given) => {
      const { client, requests } = observedClient(() => usersPage([]), {
        token: () => given as string,
      })
      const error = await listCommunityUsers(client, { communityId }).catch(
        (thrown: unknown) => thrown as Error,
      )
      expect(isCredentialError(error) && error.message).toContain(
        'What `token` gave is not a text without spaces and line breaks',
      )
      expect(requests).toHaveLength(0)
    },
  )
})

it('does not replay a fixed credential', async () => {
  const { client, requests } = observedClient(refused)
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

function wired(options: Record<string, unknown>, answer = (_: Request) => Response.json({})) {
  const requests: Request[] = []
  const fetch = async (...given: [string, RequestInit]) => {
    const request = new Request(...given)
    requests.push(request)
    return answer(request)
  }
  return {
    client: createContractClient({ server: 'https://one.example.com' }, { fetch, ...options }),
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
    const { client, requests } = wired({ token: 't', apiKey: 'k' })
    await call(client, read([[apiKey]]))
    expect(bearer(requests[0])).toBeNull()
    expect(requests[0]?.headers.get('x-api-key')).toBe('k')
  })

  it('takes the first alternative that can be met', async () => {
    const { client, requests } = wired({ apiKey: 'k' })
    await call(client, read([[token], [apiKey]]))
    expect(requests[0]?.headers.get('x-api-key')).toBe('k')
  })

  it('sends credentials together where both are asked for, in header, query and cookie', async () => {
    const { client, requests } = wired({ token: 't', query: 'q', session: 's' })
    await call(client, read([[token, queryKey, session]]))
    expect(bearer(requests[0])).toBe('Bearer t')
    expect(requests[0]?.url).toBe('https://one.example.com/read?key=q')
    expect(requests[0]?.headers.get('cookie')).toBe('sid=s')
  })

  it('sends one credential in the way of each scheme that shares it', async () => {
    const { client, requests } = wired({ apiKey: 'k' })
    await call(client, read([[legacyKey]]))
    expect(requests[0]?.headers.get('apikey')).toBe('k')
  })

  it('lets a call go without where it is optional, or not asked for', async () => {
    const { client, requests } = wired({})
    await call(client, read([[token], []]))
    await call(client, read([]))
    expect(requests.map(bearer)).toEqual([null, null])
  })

  it('stops a call whose credential is missing, and names the options', async () => {
    const { client, requests } = wired({})
    const error = await call(client, read([[token], [legacyKey]])).catch(
      (thrown: unknown) => thrown,
    )
    expect(error).toMatchObject({ name: 'CredentialError', options: ['token', 'apiKey'] })
    expect((error as Error).message).toBe(
      'read needs a credential; give createClient the option `token` or `apiKey`.',
    )
    expect(requests).toHaveLength(0)
  })
})

describe('hosts', () => {
  it('sends to the host of the operation', async () => {
    const { client, requests } = wired({ token: 't' })
    await call(client, read([[token]], { server: 'https://two.example.com' }))
    expect(requests[0]?.url).toBe('https://two.example.com/read')
  })

  it('sends all to one address, or each host to its own', async () => {
    const one = wired({ token: 't', baseUrl: 'http://127.0.0.1:4010/base/' })
    await call(one.client, read([[token]], { server: 'https://two.example.com' }))
    expect(one.requests[0]?.url).toBe('http://127.0.0.1:4010/base/read')
    const map = wired({ token: 't', baseUrl: { 'two.example.com': 'http://127.0.0.1:5000' } })
    await call(map.client, read([[token]], { server: 'https://two.example.com' }))
    await call(map.client, read([[token]]))
    expect(map.requests.map(({ url }) => url)).toEqual([
      'http://127.0.0.1:5000/read',
      'https://one.example.com/read',
    ])
  })

  it('refuses a host whose variable nobody set, and takes the one that is set', async () => {
    const operation = read([[token]], { server: 'https://{domain}' })
    const open = wired({ token: 't' })
    const why = 'Input `serverVariables` gives https://{domain}, which is not an http(s) address.'
    await expect(call(open.client, operation)).rejects.toThrow(why)
    expect(open.requests).toHaveLength(0)
    const set = wired({ token: 't', serverVariables: { domain: 'own.example.org' } })
    await call(set.client, operation)
    expect(set.requests[0]?.url).toBe('https://own.example.org/read')
    const wrong = wired({ token: 't', serverVariables: { domain: 'own example' } })
    await expect(call(wrong.client, operation)).rejects.toThrow(
      'gives https://own example, which is not an http(s) address',
    )
  })

  it('sends no credential to a host that nobody named', async () => {
    const { client, requests } = wired({ token: 't' })
    const surface = { servers: ['https://one.example.com'], security: [[token]] }
    const api = createFetchClient<{
      '/read': { get: { responses: { 200: { content: Record<string, unknown> } } } }
    }>(client, surface)
    await api.GET('/read')
    expect(bearer(requests[0])).toBe('Bearer t')
    api.use({ onRequest: ({ request }) => new Request('https://evil.example.net/read', request) })
    await expect(api.GET('/read')).rejects.toMatchObject({
      name: 'CredentialError',
      message: expect.stringContaining('https://evil.example.net'),
    })
    expect(requests).toHaveLength(1)
  })

  it.each(['ftp://x', 'nonsense', ''])('refuses the address %j', (baseUrl) => {
    expect(() => wired({ baseUrl })).toThrow('is not an http(s) address')
  })
})

describe('redirects', () => {
  const redirect = (location: string, status = 302) =>
    new Response(null, { status, headers: { location } })
  const all = { token: 't', apiKey: 'k', session: 's' }

  it('keep credentials on their own host', async () => {
    const { client, requests } = wired(all, ({ url }) =>
      url.endsWith('/read') ? redirect('/moved') : Response.json({}),
    )
    expect(await call(client, read([[token, apiKey]]))).toMatchObject({ ok: true, attempts: 1 })
    expect(requests[1]?.url).toBe('https://one.example.com/moved')
    expect(requests[1]?.headers.get('x-api-key')).toBe('k')
  })

  it.each([301, 302, 303, 307, 308])(
    'leave every credential behind when %i leads to another origin',
    async (status) => {
      const { client, requests } = wired(all, ({ url }) =>
        url.endsWith('/read') ? redirect('https://two.example.com/x', status) : Response.json({}),
      )
      await call(client, read([[token, apiKey, session]]))
      expect([...(requests[1]?.headers.keys() ?? [])]).toEqual([])
    },
  )

  it('send a write again only where its status says so', async () => {
    const write: Operation = {
      id: 'write',
      method: 'POST',
      path: '/read',
      body: json,
      security: [],
    }
    const methods = async (status: number) => {
      const { client, requests } = wired(all, ({ url }) =>
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

  it('hand no body on to another origin, and lead nowhere but to http(s)', async () => {
    const write: Operation = {
      id: 'write',
      method: 'POST',
      path: '/read',
      body: json,
      security: [],
    }
    const away = wired(all, () => redirect('https://two.example.com/x', 307))
    expect(await call(away.client, write, { body: { password: 'fake-password' } })).toMatchObject({
      ok: false,
      status: 307,
    })
    expect(away.requests).toHaveLength(1)
    const odd = wired(all, () => redirect('data:application/json,{}'))
    expect(await call(odd.client, read([]))).toMatchObject({ ok: false, status: 302 })
  })

  it('that never end are an error', async () => {
    const { client } = wired(all, () => redirect('/read'))
    await expect(call(client, read([]), {}, { retry: false })).rejects.toThrow(
      'more than 10 redirects',
    )
  })
})
