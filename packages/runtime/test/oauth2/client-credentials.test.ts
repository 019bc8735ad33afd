import { FakeClock } from '@repo/testing/fake-clock'
import { expect, it } from 'vitest'
import { clientCredentials } from '../../src/oauth2/index.ts'
import { observed, status } from '../helpers.ts'

/** A token endpoint that issues `t1`, `t2`, … and records its requests. */
function endpoint(respond = (count: number) => issued(count)) {
  const requests: Request[] = []
  const fetch = async (url: string, init: RequestInit) => {
    requests.push(new Request(url, init))
    return respond(requests.length)
  }
  return { requests, fetch }
}

const issued = (count: number) =>
  Response.json({ access_token: `t${count}`, token_type: 'Bearer', expires_in: 3600 })

const options = {
  tokenUrl: 'https://login.example.com/token',
  clientId: 'the id',
  clientSecret: 'fake:secret',
}

it('fetches a token with the id and the secret in a header', async () => {
  const { fetch, requests } = endpoint()
  const now = () => 1000
  const provider = clientCredentials({ ...options, fetch, now, scopes: ['read', 'write'] })
  expect(await provider()).toEqual({ value: 't1', expiresAt: 3_601_000 })
  const [request] = requests
  expect(request).toMatchObject({ method: 'POST', url: options.tokenUrl, redirect: 'error' })
  expect(request?.headers.get('authorization')).toBe(`Basic ${btoa('the+id:fake%3Asecret')}`)
  expect(await request?.text()).toBe('grant_type=client_credentials&scope=read+write')
})

it('sends the id, the secret and further parameters in the body', async () => {
  const { fetch, requests } = endpoint(() => Response.json({ access_token: 'a' }))
  const parameters = { audience: 'https://api.example.com' }
  const provider = clientCredentials({ ...options, fetch, authentication: 'body', parameters })
  expect(await provider()).toBe('a')
  expect(requests[0]?.headers.has('authorization')).toBe(false)
  expect(Object.fromEntries(new URLSearchParams(await requests[0]?.text()))).toEqual({
    ...parameters,
    grant_type: 'client_credentials',
    client_id: 'the id',
    client_secret: 'fake:secret',
  })
})

it('is fetched once for many calls, before it expires, and after a 401', async () => {
  const clock = new FakeClock()
  const { fetch, requests } = endpoint()
  const token = clientCredentials({ ...options, fetch, now: () => clock.now() })
  const revoked = new Set<string | null>()
  const { thing } = observed(
    (request) => status(revoked.has(request.headers.get('authorization')) ? 401 : 200),
    { token, clock },
  )
  await Promise.all([thing(), thing()])
  expect(requests).toHaveLength(1)
  clock.time += 3_571_000
  await thing()
  expect(requests).toHaveLength(2)
  revoked.add('Bearer t2')
  expect(await thing()).toMatchObject({ ok: true })
  expect(requests).toHaveLength(3)
})

it.each([
  [
    Response.json({ error: 'invalid_client' }, { status: 401 }),
    /the status 401 and the error "inv/,
  ],
  [new Response('<html>', { status: 502 }), /the status 502\.$/],
  [Response.json({ token_type: 'Bearer' }), /the status 200\.$/],
  [Response.json(null), /the status 200\.$/],
])('rejects without a token, and without the secret in the message', async (response, message) => {
  const provider = clientCredentials({ ...options, fetch: async () => response })
  const error = (await provider().then(undefined, (thrown: unknown) => thrown)) as Error
  expect(error.message).toMatch(message)
  expect(error.message).not.toContain('fake')
})
