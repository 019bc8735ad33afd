import { expect, it } from 'vitest'
import { runSync } from '../../src/jobs/run-sync.ts'
import { allFields, upsertMembers } from '../../src/store/members.ts'
import { roleNames } from '../../src/store/roles.ts'
import {
  abandonedSyncs,
  cancelSync,
  claimSync,
  startSync,
  syncById,
} from '../../src/store/syncs.ts'
import { TestApi, user, users } from '../api.ts'
import { communityId, useDatabase } from '../database.ts'

const database = useDatabase()
const never = new AbortController().signal

async function sync(api: TestApi, more: Parameters<TestApi['context']>[1] = {}) {
  await database.advance(60_000)
  const id = await startSync(database.db, communityId)
  return runSync(api.context(database.db, more), id, never)
}

const stored = () =>
  database.db.selectFrom('members').selectAll().orderBy('numeric_id').orderBy('id').execute()

it('stores every member of every page', async () => {
  const api = new TestApi(users(35))
  const ended = await sync(api)
  expect(ended).toMatchObject({ state: 'succeeded', pages: 4, members: 35, marked_left: 0 })
  const members = await stored()
  expect(members).toHaveLength(35)
  expect(members.find(({ id }) => id === user(7)._id)).toMatchObject({
    display_name: 'Member 7',
    email: 'member7@example.com',
    is_online: false,
    last_login: new Date('2026-06-01T10:00:00Z'),
    // The first bytes of the id.
    joined_at: new Date(0x6650a000 * 1000),
    withheld: [],
  })
})

it('requests and stores the selected fields alone', async () => {
  const api = new TestApi(users(3))
  await sync(api, { fields: ['displayName'] })
  expect(api.requests[0]).toBe(
    `/v1/communities/${communityId}/users?limit=10&_id=true&displayName=true&page=1`,
  )
  const [member] = await stored()
  expect(member).toMatchObject({ display_name: 'Member 1', email: null, username: null })
  expect(JSON.stringify(await stored())).not.toContain('example.com')
})

it('tells a withheld field from an empty one', async () => {
  const { email: _, ...hidden } = user(1)
  await sync(new TestApi([hidden]))
  expect((await stored())[0]).toMatchObject({ avatar: null, email: null, withheld: ['email'] })
})

it('continues at the page that was reached when a process is killed', async () => {
  const api = new TestApi(users(95))
  const id = await startSync(database.db, communityId)
  // The first process stops at its sixth page, as if it was killed.
  const killed = new TestApi(users(95))
  let revive = () => {}
  killed.onPage = (page) => page === 6 && new Promise<void>((resolve) => (revive = resolve))
  const progress: number[] = []
  let running: Promise<unknown> | undefined
  const reached = new Promise<void>((resolve) => {
    const onProgress = ({ pages }: { pages: number }) => {
      progress.push(pages)
      if (pages === 5) resolve()
    }
    running = runSync(killed.context(database.db, { onProgress }), id, never)
  })
  await reached
  expect(await runSync(api.context(database.db), id, never)).toBeUndefined()
  expect(api.requests).toHaveLength(0)
  await database.advance(16_000)
  expect(await abandonedSyncs(database.db)).toEqual([id])
  const ended = await runSync(api.context(database.db), id, never)
  expect(api.requests[0]).toMatch(/[?&]page=6$/)
  expect(ended).toMatchObject({ state: 'succeeded', pages: 10, members: 95, marked_left: 0 })
  expect(await stored()).toHaveLength(95)
  revive()
  expect(await running).toBeUndefined()
})

it('does not store a page of a process that was taken for dead', async () => {
  const api = new TestApi(users(30))
  const id = await startSync(database.db, communityId)
  let answer = () => {}
  const slow = new TestApi([user(1, { displayName: 'Stale' })])
  slow.onPage = () => new Promise<void>((resolve) => (answer = resolve))
  const running = runSync(slow.context(database.db), id, never)
  await expect.poll(() => slow.requests.length).toBe(1)
  await database.advance(16_000)
  await runSync(api.context(database.db), id, never)
  answer()
  expect(await running).toBeUndefined()
  expect((await stored())[0]).toMatchObject({ display_name: 'Member 1' })
  expect(await syncById(database.db, id)).toMatchObject({ state: 'succeeded', members: 30 })
})

it('stores nothing of a process that was taken for dead while the next one works', async () => {
  const id = await startSync(database.db, communityId)
  let answer = () => {}
  const slow = new TestApi([user(1, { displayName: 'Stale' })])
  slow.onPage = () => new Promise<void>((resolve) => (answer = resolve))
  const stale = runSync(slow.context(database.db), id, never)
  await expect.poll(() => slow.requests.length).toBe(1)
  await database.advance(16_000)
  const api = new TestApi(users(30))
  let proceed = () => {}
  api.onPage = (page) => page === 3 && new Promise<void>((resolve) => (proceed = resolve))
  const next = runSync(api.context(database.db), id, never)
  await expect.poll(async () => (await syncById(database.db, id))?.pages).toBe(2)
  answer()
  expect(await stale).toBeUndefined()
  expect(await syncById(database.db, id)).toMatchObject({ state: 'running', pages: 2, members: 20 })
  expect((await stored())[0]).toMatchObject({ display_name: 'Member 1' })
  proceed()
  expect(await next).toMatchObject({ state: 'succeeded', members: 30 })
})

it('runs once at a time for a community', async () => {
  const first = await startSync(database.db, communityId)
  expect(await startSync(database.db, communityId)).toBe(first)
  const claims = await Promise.all(Array.from({ length: 5 }, () => claimSync(database.db, first)))
  expect(claims.filter(Boolean)).toHaveLength(1)
})

it('marks members that left after a whole pass, and those who return', async () => {
  const api = new TestApi(users(20))
  await sync(api)
  api.members = users(15)
  expect(await sync(api)).toMatchObject({ marked_left: 5 })
  const left = (await stored()).filter(({ left_at }) => left_at !== null)
  expect(left.map(({ id }) => id).sort()).toEqual(
    users(20)
      .slice(15)
      .map(({ _id }) => _id),
  )
  api.members = users(20)
  await sync(api)
  expect((await stored()).every(({ left_at }) => left_at === null)).toBe(true)
})

it.each([
  ['fails', () => new Response('no', { status: 401 }), 'failed'],
  ['is interrupted', () => new Response('no', { status: 503 }), undefined],
] as const)('marks no member as left when a pass %s', async (_, respond, state) => {
  const api = new TestApi(users(40))
  await sync(api)
  api.members = users(15)
  api.onPage = (page) => (page === 2 ? respond() : undefined)
  expect((await sync(api))?.state).toBe(state)
  expect((await stored()).filter(({ left_at }) => left_at !== null)).toHaveLength(0)
})

it('continues after a temporary failure, with a delay', async () => {
  const api = new TestApi(users(40))
  let isDown = true
  api.onPage = (page) => (page === 3 && isDown ? new Response('', { status: 503 }) : undefined)
  const id = await startSync(database.db, communityId)
  expect(await runSync(api.context(database.db), id, never)).toBeUndefined()
  expect(await syncById(database.db, id)).toMatchObject({
    state: 'running',
    failures: 1,
    note: expect.stringContaining('503'),
  })
  expect(await abandonedSyncs(database.db)).toEqual([])
  await database.advance(5000)
  isDown = false
  expect(await abandonedSyncs(database.db)).toEqual([id])
  const ended = await runSync(api.context(database.db), id, never)
  expect(ended).toMatchObject({ state: 'succeeded', members: 40, failures: 0, note: null })
})

it('fails after many temporary failures in a row', async () => {
  const api = new TestApi()
  api.onPage = () => new Response('', { status: 503 })
  const id = await startSync(database.db, communityId)
  let ended: Awaited<ReturnType<typeof runSync>>
  let runs = 0
  for (; !ended; runs += 1) {
    ended = await runSync(api.context(database.db), id, never)
    await database.advance(300_000)
  }
  expect(ended).toMatchObject({ state: 'failed', note: expect.stringContaining('503') })
  expect(runs).toBe(16)
})

it('takes a pass without members for a fault', async () => {
  const api = new TestApi(users(5))
  await sync(api)
  api.members = []
  expect(await sync(api)).toMatchObject({ state: 'failed', note: expect.stringContaining('token') })
  expect((await stored()).every(({ left_at }) => left_at === null)).toBe(true)
})

it('keeps a member whose response is invalid, and stores the others', async () => {
  const api = new TestApi(users(5))
  await sync(api)
  const invalid = { ...user(2), displayName: 42 }
  api.members = [user(1), invalid, user(3), user(4), user(5)]
  expect(await sync(api)).toMatchObject({ members: 5, invalid: 1, marked_left: 0 })
  expect((await stored()).find(({ id }) => id === user(2)._id)).toMatchObject({
    display_name: 'Member 2',
    left_at: null,
  })
})

it('marks no member as left if a member of the pass has no id', async () => {
  const api = new TestApi(users(5))
  await sync(api)
  api.members = [user(1), { displayName: 'No id' }, null]
  expect(await sync(api)).toMatchObject({ state: 'succeeded', unidentified: 2, marked_left: null })
  expect((await stored()).every(({ left_at }) => left_at === null)).toBe(true)
})

it('stores a member once that moves to a later page', async () => {
  const api = new TestApi([...users(10), user(10), user(11)])
  await sync(api)
  expect(await stored()).toHaveLength(11)
})

it('never replaces newer values by older ones', async () => {
  const api = new TestApi(users(1))
  const readAt = new Date('2026-06-15T12:01:05Z')
  api.onPage = async (page) => {
    if (page > 1) return
    // An event arrives after the page was requested, and before it is stored.
    const newer = user(1, { displayName: 'Newer' })
    const newest = { communityId, fields: allFields, users: [newer], readAt, syncId: 0 }
    await upsertMembers(database.db, newest)
  }
  expect(await sync(api)).toMatchObject({ marked_left: 0 })
  expect((await stored())[0]).toMatchObject({ display_name: 'Newer', read_at: readAt, sync_id: 1 })
})

it('stops when it is cancelled, and marks no member as left', async () => {
  const api = new TestApi(users(50))
  await sync(api)
  api.members = []
  const id = await startSync(database.db, communityId)
  api.onPage = () => new Promise(() => {})
  let wake = () => {}
  const sleep = (_: number, signal: AbortSignal) =>
    new Promise<void>((resolve, reject) => {
      wake = resolve
      signal.addEventListener('abort', () => reject(signal.reason))
    })
  const count = api.requests.length
  const running = runSync(api.context(database.db, { sleep }), id, never)
  await expect.poll(() => api.requests.length).toBeGreaterThan(count)
  await cancelSync(database.db, communityId)
  wake()
  expect(await running).toMatchObject({ state: 'cancelled' })
  expect((await stored()).every(({ left_at }) => left_at === null)).toBe(true)
})

it('is cancelled at once if no process works on it', async () => {
  const id = await startSync(database.db, communityId)
  await cancelSync(database.db, communityId)
  expect(await syncById(database.db, id)).toMatchObject({ state: 'cancelled' })
})

it('lets another process continue when this one stops', async () => {
  const api = new TestApi(users(50))
  const stopping = new AbortController()
  api.onPage = (page) => page === 3 && stopping.abort()
  const id = await startSync(database.db, communityId)
  expect(await runSync(api.context(database.db), id, stopping.signal)).toBeUndefined()
  expect(await abandonedSyncs(database.db)).toEqual([id])
  api.onPage = () => {}
  expect(await runSync(api.context(database.db), id, never)).toMatchObject({ members: 50 })
})

it('reads the roles of each member, and that they are withheld', async () => {
  const { id: _, ...withoutNumber } = user(3)
  const api = new TestApi([user(1), user(2), withoutNumber])
  api.roles = (id) => (id === '1' ? ['Member', 'Moderator'] : 403)
  expect(await sync(api, { readsRoles: true })).toMatchObject({ roles_read: 3 })
  const members = await stored()
  expect(members.map(({ roles, withheld }) => [roles, withheld])).toEqual([
    [['Member', 'Moderator'], []],
    [[], ['roles']],
    [[], ['id', 'roles']],
  ])
  expect(await roleNames(database.db, communityId)).toEqual(['Member', 'Moderator'])
  // A later sync of the members keeps the roles.
  api.requests.length = 0
  await sync(api, { readsRoles: true })
  expect((await stored()).map(({ roles, withheld }) => [roles, withheld])).toEqual(
    members.map(({ roles, withheld }) => [roles, withheld]),
  )
  expect(api.requests.filter((request) => request.startsWith('/roles'))).toEqual([])
})

it('stores the members although the key may not read roles', async () => {
  const api = new TestApi(users(3))
  api.roles = () => 401
  const ended = await sync(api, { readsRoles: true })
  expect(ended).toMatchObject({ state: 'succeeded', note: expect.stringContaining('may not read') })
})
