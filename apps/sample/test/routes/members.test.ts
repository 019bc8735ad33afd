import { Kysely, PostgresDialect } from 'kysely'
import { expect, it, vi } from 'vitest'
import { addToHistory } from '../../src/store/history.ts'
import { allFields, type Field, upsertMembers } from '../../src/store/members.ts'
import { createPool } from '../../src/store/pool.ts'
import { updateRoles } from '../../src/store/roles.ts'
import type { Tables } from '../../src/store/schema.ts'
import { TestApi, type TestUser, user, users } from '../api.ts'
import { useApp } from '../app.ts'
import { communityId, useDatabase } from '../database.ts'

const database = useDatabase()
const apps = useApp(database)

async function store(members: readonly TestUser[], fields: readonly Field[] = allFields) {
  const readAt = new Date('2026-06-15T11:00:00Z')
  await upsertMembers(database.db, { communityId, fields, users: members, readAt, syncId: 1 })
}

async function load(path: string, more: Parameters<typeof apps.create>[0] = {}) {
  const response = await apps.create(more).request(`http://localhost${path}`)
  return { status: response.status, headers: response.headers, body: await response.text() }
}

const memberPath = ({ _id }: TestUser) => `/communities/${communityId}/members/${_id}`

it('lists members with links to the next page', async () => {
  await store(users(60))
  const first = await load('/')
  expect(first.body).toContain('60 members')
  expect(first.body.match(/<th scope="row">/g)).toHaveLength(50)
  const next = /rel="next" href="([^"]+)"/.exec(first.body)?.[1]?.replaceAll('&amp;', '&')
  const second = await load(next ?? '')
  expect(second.body.match(/<th scope="row">/g)).toHaveLength(10)
  expect(second.body).toContain('rel="prev"')
  expect(second.body).not.toContain('rel="next"')
})

it('escapes hostile values, and ignores avatars that are not https URLs', async () => {
  const hostile = '"><script>alert(1)</script>'
  await store([
    user(1, { displayName: hostile, avatar: 'javascript:alert(1)' }),
    user(2, { avatar: `https://x.example/${hostile}` }),
  ])
  for (const path of ['/', `/?q=${encodeURIComponent(hostile)}`, memberPath(user(1))]) {
    const { body } = await load(path)
    expect(body).toContain('&lt;script&gt;')
    expect(body).not.toContain('<script>')
  }
  expect((await load('/')).body).not.toContain('src="javascript:')
})

it('shows withheld values as withheld, and empty ones as none', async () => {
  const { email: _, isOnline: __, lastLogin: ___, ...hidden } = user(1)
  await store([hidden])
  await updateRoles(database.db, communityId, [{ id: hidden._id, roles: undefined }])
  const { body } = await load(memberPath(hidden))
  const valueUnder = (label: string) =>
    new RegExp(`<dt>${label}</dt><dd>(.*?)</dd>`).exec(body)?.[1]
  for (const label of ['Email', 'Last login', 'Roles'])
    expect(valueUnder(label)).toMatch(/>Withheld</)
  expect(body).toMatch(/Status: <span class="withheld"/)
  expect(valueUnder('Avatar')).toBe('<span class="none">None</span>')
  expect((await load('/')).body.match(/>Withheld</g)).toHaveLength(3)
})

it('shows requested fields alone', async () => {
  await store([user(1)], ['displayName'])
  const { body } = await load(memberPath(user(1)), { fields: ['displayName'] })
  expect(body).not.toContain('<dt>Email</dt>')
  expect(body).not.toContain('Withheld')
})

it('shows the history and the activity of a member', async () => {
  await store([user(1)])
  const event = { community_id: communityId, member_id: user(1)._id, event_id: 'e' }
  const occurred_at = new Date('2026-06-15T10:00:00Z')
  await addToHistory(database.db, { ...event, name: 'userVisitedServer', occurred_at })
  const api = new TestApi()
  const { client } = api.context(database.db)
  const stats = client.extend({
    fetch: async () =>
      Response.json({ status: 'success', data: { totals: { messages: 12, replies: 3 } } }),
  })
  const { body } = await load(memberPath(user(1)), { client: stats })
  expect(body).toMatch(/Visited <span><time datetime="2026-06-15T10:00:00.000Z">/)
  expect(body).toContain('<dt>messages</dt><dd>12</dd>')
  // An open page that follows changes does not call the API with each of them.
  const update = { headers: { 'x-live-update': '1' } }
  const url = `http://localhost${memberPath(user(1))}`
  const updated = await apps.create({ client: stats }).request(url, update)
  expect(await updated.text()).not.toContain('<dt>messages</dt>')
  const failing = client.extend({ fetch: async () => new Response('', { status: 500 }) })
  expect((await load(memberPath(user(1)), { client: failing })).body).toContain(
    'The API does not show the activity',
  )
})

it.each([
  ['/?from=yesterday', 400, 'must be a date'],
  ['/?from=2026-02-31', 400, 'must be a date'],
  ['/?after=here', 400, 'position'],
  ['/?sort=login&after=["now","1"]', 400, 'position'],
  ['/?community=000000000000000000000000', 404, 'Community not found'],
  [`/communities/${communityId}/members/unknown`, 404, 'Member not found'],
  ['/nowhere', 404, 'Page not found'],
  ['/?q=%00', 200, 'No members are stored yet'],
  ['/?q=zzz', 200, 'No member matches'],
  ['/?status=left', 200, 'No member has left'],
])('explains %s', async (path, status, text) => {
  const page = await load(path)
  expect(page.status).toBe(status)
  expect(page.body).toContain(text)
  expect(page.body).toContain('href="/"')
})

it('explains a database that does not respond, without its message', async () => {
  const log = vi.spyOn(console, 'error').mockImplementation(() => {})
  const pool = createPool('postgres://fake-user:fake-password@127.0.0.1:1/members')
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
  const { status, body } = await load('/', { db })
  expect(status).toBe(503)
  expect(body).toContain('The database does not respond')
  expect(body).not.toMatch(/ECONNREFUSED|fake-password/)
  log.mockRestore()
  await db.destroy()
})

it('shows the banner with example data alone', async () => {
  const banner = /RETURNING_TOKEN<\/code> and\s+<code>RETURNING_COMMUNITY_ID/
  expect((await load('/', { isMocked: true })).body).toMatch(banner)
  expect((await load('/')).body).not.toMatch(banner)
})

it('switches between communities', async () => {
  const other = '000000000000000000000001'
  await database.db.insertInto('communities').values({ id: other }).execute()
  await store([user(1)])
  const communityIds = [communityId, other]
  expect((await load('/', { communityIds })).body).toContain('Member 1')
  const { body } = await load(`/?community=${other}`, { communityIds })
  expect(body).not.toContain('Member 1')
  expect(body).toContain(`href="/activity?community=${other}"`)
})

it('shows activity in tables, which the charts are drawn from', async () => {
  await store([
    user(1, { lastLogin: '2026-06-15T00:00:00Z', isOnline: true }),
    user(2, { lastLogin: '2026-06-14T23:59:59Z', isOnline: false }),
    user(3, { lastLogin: '2020-01-01T00:00:00Z', isOnline: false }),
  ])
  const { lastLogin: _, ...hidden } = user(4, { isOnline: false })
  await store([hidden])
  const { body } = await load('/activity')
  const row = (day: string) => new RegExp(`datetime="${day}".*?data-count="(\\d+)"`).exec(body)?.[1]
  expect([row('2026-06-15'), row('2026-06-14'), row('2026-06-13')]).toEqual(['1', '1', '0'])
  // The Monday of the week in which the ids were created.
  expect(row('2024-05-20')).toBeUndefined()
  expect(body).toContain('<strong>1</strong> of 4 members (25 %)')
  expect(body).toContain('1 members hide their last login')
})

it('exports as CSV and NDJSON, with the filters of the list', async () => {
  const { email: _, ...hidden } = user(2, { displayName: '=cmd()' })
  await store([user(1, { displayName: 'Ada "the" Countess, Lovelace' }), hidden])
  await updateRoles(database.db, communityId, [{ id: user(1)._id, roles: ['Admin', 'Member'] }])
  const csv = await load('/export.csv')
  expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8')
  const lines = csv.body.split('\r\n')
  expect(lines[0]).toBe(
    '_id,id,displayName,username,firstName,lastName,email,avatar,isOnline,lastLogin,roles,joinedAt,leftAt',
  )
  expect(lines[1]).toContain('"Ada ""the"" Countess, Lovelace"')
  expect(lines[1]).toContain('Admin; Member')
  expect(lines[2]).toContain("'=cmd(),")
  expect(lines[2]).toContain('(withheld)')
  const ndjson = await load('/export.ndjson?status=online')
  const rows = ndjson.body.trim().split('\n')
  expect(rows.map((line) => JSON.parse(line))).toMatchObject([
    { _id: hidden._id, avatar: null, withheld: ['email'], roles: null },
  ])
  expect(rows[0]).not.toContain('"email":')
})

it('streams an export in pieces', async () => {
  await store(users(2500))
  const response = await apps.create().request('http://localhost/export.ndjson')
  const sizes: number[] = []
  for await (const piece of response.body ?? []) sizes.push(piece.length)
  expect(sizes.length).toBeGreaterThanOrEqual(3)
})
