import { beforeEach, describe, expect, it } from 'vitest'
import { upsertMembers } from '../../src/store/members.ts'
import { latestSyncs } from '../../src/store/syncs.ts'
import { user } from '../api.ts'
import { useApp } from '../app.ts'
import { communityId, useDatabase } from '../database.ts'

const database = useDatabase()
const apps = useApp(database)
const password = 'fake-password-for-tests'
const publicUrl = new URL('https://members.example.com')
const locked = { host: '0.0.0.0', publicUrl, password, proxy: undefined }
const paths = [
  '/',
  '/activity',
  '/sync',
  '/export.csv',
  '/export.ndjson',
  `/live?community=${communityId}`,
  `/communities/${communityId}/members/${user(1)._id}`,
]

beforeEach(async () => {
  const page = { communityId, fields: ['displayName'] as const, readAt: new Date(0), syncId: 1 }
  await upsertMembers(database.db, { ...page, users: [user(1, { displayName: 'Ada' })] })
})

describe('the host', () => {
  it.each(['localhost:3000', '127.0.0.1:3000', '[::1]:3000'])('may be %s', async (host) => {
    expect((await apps.create().request(`http://${host}/`)).status).toBe(200)
  })

  it.each(['evil.example', 'localhost.evil.example', '127.0.0.2', '10.0.0.1'])(
    'gets nothing if it is %s',
    async (host) => {
      for (const path of paths) {
        const response = await apps.create().request(`http://${host}${path}`)
        expect([response.status, await response.text()]).toEqual([421, ''])
      }
    },
  )

  it('is the public one alone if others can reach the service', async () => {
    const app = apps.create({ access: locked })
    expect((await app.request('http://localhost/')).status).toBe(421)
    expect((await app.request('https://members.example.com/login')).status).toBe(200)
    expect((await app.request('http://10.0.0.1/health')).status).toBe(200)
  })
})

describe('headers', () => {
  it('forbid everything that the pages do not need', async () => {
    const { headers } = await apps.create().request('http://localhost/')
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' https:; " +
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    )
    expect(headers.get('cache-control')).toBe('private, no-store')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('referrer-policy')).toBe('same-origin')
  })
})

describe('an action', () => {
  const post = (headers: Record<string, string>) =>
    apps.create().request('http://localhost:3000/sync', {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      body: `community=${communityId}&action=start`,
    })

  it.each([{ origin: 'http://localhost:3000' }, { 'sec-fetch-site': 'same-origin' }])(
    'is done if a page of the service sends it: %o',
    async (headers) => {
      expect((await post(headers as Record<string, string>)).status).toBe(303)
      expect(await latestSyncs(database.db, communityId, 1)).toHaveLength(1)
    },
  )

  it.each([
    {},
    { origin: 'null' },
    { origin: 'http://localhost:4000' },
    { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
  ])('is rejected otherwise: %o', async (headers) => {
    expect((await post(headers as Record<string, string>)).status).toBe(403)
    expect(await latestSyncs(database.db, communityId, 1)).toHaveLength(0)
  })
})

describe('a password', () => {
  const origin = publicUrl.origin
  const logIn = (
    app: ReturnType<typeof apps.create>,
    body: Record<string, string>,
    address = '1',
  ) =>
    app.request(
      `${origin}/login`,
      { method: 'POST', headers: { origin }, body: new URLSearchParams(body) },
      { incoming: { socket: { remoteAddress: address } } },
    )

  it('locks every page', async () => {
    const app = apps.create({ access: locked })
    for (const path of paths) {
      const response = await app.request(`${origin}${path}`)
      expect([path, response.status]).toEqual([path, 303])
      expect(response.headers.get('location')).toMatch(/^\/login/)
      expect(await response.text()).not.toContain('Ada')
    }
  })

  it('opens them for a session, with a cookie that only this site can use', async () => {
    const app = apps.create({ access: locked })
    const response = await logIn(app, { password, next: '/sync?community=1' })
    expect(response.headers.get('location')).toBe('/sync?community=1')
    const cookie = response.headers.get('set-cookie') ?? ''
    expect(cookie).toMatch(
      /^__Host-session=[\w.-]+; Max-Age=43200; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    )
    const [session = ''] = cookie.split(';')
    const page = await app.request(`${origin}/`, { headers: { cookie: session } })
    expect(await page.text()).toContain('Ada')
    const late = apps.create({ access: locked, now: () => Date.parse('2026-06-16T00:00:01Z') })
    expect((await late.request(`${origin}/`, { headers: { cookie: session } })).status).toBe(303)
    const changed = apps.create({ access: { ...locked, password: `${password}-2` } })
    expect((await changed.request(`${origin}/`, { headers: { cookie: session } })).status).toBe(303)
    const forged = session.replace(/=\d/, '=9')
    expect((await app.request(`${origin}/`, { headers: { cookie: forged } })).status).toBe(303)
  })

  it.each(['//evil.example', 'https://evil.example', '/\\evil.example', '/\t/evil.example', ''])(
    'leads to no other site: %j',
    async (next) => {
      const response = await logIn(apps.create({ access: locked }), { password, next })
      expect(response.headers.get('location')).toBe('/')
    },
  )

  it('cannot be guessed', async () => {
    const app = apps.create({ access: locked })
    for (let attempt = 0; attempt < 5; attempt += 1)
      expect((await logIn(app, { password: `guess-${attempt}` })).status).toBe(401)
    const rejected = await logIn(app, { password })
    expect(rejected.status).toBe(429)
    expect(rejected.headers.get('retry-after')).toBe('20')
    expect(rejected.headers.get('set-cookie')).toBeNull()
    expect((await logIn(app, { password }, 'another address')).status).toBe(303)
    await database.advance(20_000)
    expect((await logIn(app, { password })).status).toBe(303)
  })

  it('is asked for on another machine with the same session secret', async () => {
    const first = await logIn(apps.create({ access: locked }), { password })
    const [cookie = ''] = (first.headers.get('set-cookie') ?? '').split(';')
    const other = apps.create({ access: locked })
    expect((await other.request(`${origin}/`, { headers: { cookie } })).status).toBe(200)
  })
})

describe('a proxy', () => {
  const proxy = { header: 'x-forwarded-user', addresses: ['10.0.0.7'] }
  const app = () => apps.create({ access: { ...locked, password: undefined, proxy } })
  const get = (address: string, headers: Record<string, string>) =>
    app().request(`${publicUrl}`, { headers }, { incoming: { socket: { remoteAddress: address } } })

  it('lets users in that it names', async () => {
    expect((await get('::ffff:10.0.0.7', { 'x-forwarded-user': 'ada' })).status).toBe(200)
  })

  it.each([
    ['10.0.0.7', {}],
    ['10.0.0.7', { 'x-forwarded-user': '' }],
    ['10.0.0.8', { 'x-forwarded-user': 'ada' }],
  ])('is not believed otherwise: %s %o', async (address, headers) => {
    const response = await get(address, headers as Record<string, string>)
    expect(response.status).toBe(403)
    expect(await response.text()).not.toContain('Ada')
  })
})
