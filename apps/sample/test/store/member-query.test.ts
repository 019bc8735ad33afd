import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  countMembers,
  everyMember,
  iterateMembers,
  listMembers,
  type Member,
  type MemberFilter,
  type PageRequest,
  sorts,
} from '../../src/store/member-query.ts'
import { allFields, upsertMembers } from '../../src/store/members.ts'
import { updateRoles } from '../../src/store/roles.ts'
import { type TestUser, user } from '../api.ts'
import { communityId, useDatabase } from '../database.ts'

const database = useDatabase()

const everyone = everyMember(communityId)

async function store(users: readonly TestUser[]): Promise<void> {
  const readAt = new Date('2026-06-15T12:00:00Z')
  await upsertMembers(database.db, { communityId, fields: allFields, users, readAt, syncId: 1 })
}

/** Returns the ids of all pages, walked forward and then back. */
async function walk(filter: MemberFilter, request: Pick<PageRequest, 'sort' | 'limit'>) {
  const forward: string[][] = []
  const back: string[][] = []
  let page = await listMembers(database.db, filter, request)
  for (;;) {
    forward.push(page.members.map(({ id }) => id))
    if (!page.next) break
    page = await listMembers(database.db, filter, { ...request, after: page.next })
  }
  for (;;) {
    back.unshift(page.members.map(({ id }) => id))
    if (!page.previous) break
    page = await listMembers(database.db, filter, { ...request, before: page.previous })
  }
  return { forward, back: back.flat() }
}

const names = fc.constantFrom('Ada', 'ada', 'Bo', 'Ämil', '100%', 'a_b', undefined)
const times = fc.constantFrom('2026-06-01T10:00:00Z', '2026-06-02T00:00:00.123Z', undefined)
const members = fc.array(
  fc.record({
    displayName: names,
    lastLogin: times,
    isOnline: fc.option(fc.boolean(), { nil: undefined }),
  }),
  { maxLength: 12 },
)

it('shows every member once and in order, forward and back', async () => {
  await fc.assert(
    fc.asyncProperty(
      members,
      fc.constantFrom(...sorts),
      fc.integer({ min: 1, max: 5 }),
      async (values, sort, limit) => {
        await database.db.deleteFrom('members').execute()
        const users = values.map((value, index) => {
          const { displayName: _, lastLogin: __, isOnline: ___, ...rest } = user(index + 1)
          const defined = Object.entries(value).filter(([, each]) => each !== undefined)
          return { ...rest, ...Object.fromEntries(defined) }
        })
        await store(users)
        const { forward, back } = await walk(everyone, { sort, limit })
        expect(forward.flat().sort()).toEqual(users.map(({ _id }) => _id))
        expect(forward.slice(0, -1).every((page) => page.length === limit)).toBe(true)
        expect(back).toEqual(forward.flat().length === 0 ? [] : forward.flat())
        const one = await listMembers(database.db, everyone, { sort, limit: 100 })
        expect(one.members.map(({ id }) => id)).toEqual(forward.flat())
      },
    ),
    { numRuns: 25 },
  )
})

const found = async (filter: Partial<MemberFilter>) => {
  const page = await listMembers(
    database.db,
    { ...everyone, ...filter },
    { sort: 'name', limit: 50 },
  )
  expect(await countMembers(database.db, { ...everyone, ...filter }, 50)).toBe(page.members.length)
  return page.members.map(({ display_name }) => display_name)
}

it('searches names, usernames and emails, without patterns', async () => {
  await store([
    user(1, { displayName: 'Ada Lovelace', username: 'countess', email: 'ada@example.com' }),
    user(2, { displayName: '100% Bo', username: 'bo_b', email: 'bo@example.com' }),
    user(3, { displayName: 'Boxer', username: 'boxb', email: 'x@example.com' }),
  ])
  expect(await found({ search: 'LOVE' })).toEqual(['Ada Lovelace'])
  expect(await found({ search: 'ada  lovelace' })).toEqual(['Ada Lovelace'])
  expect(await found({ search: 'countess' })).toEqual(['Ada Lovelace'])
  expect(await found({ search: 'bo@ex' })).toEqual(['100% Bo'])
  expect(await found({ search: '%' })).toEqual(['100% Bo'])
  expect(await found({ search: 'o_b' })).toEqual(['100% Bo'])
  expect(await found({ search: "'; drop table members" })).toEqual([])
})

it('filters by status, role and last login', async () => {
  await store([
    user(1, { displayName: 'A', isOnline: true, lastLogin: '2026-06-01T23:59:59Z' }),
    user(2, { displayName: 'B', isOnline: false, lastLogin: '2026-06-02T00:00:00Z' }),
  ])
  const { isOnline: _, lastLogin: __, ...hidden } = user(3, { displayName: 'C' })
  await store([hidden])
  await updateRoles(database.db, communityId, [{ id: user(2)._id, roles: ['Member', 'Admin'] }])
  expect(await found({ isOnline: true })).toEqual(['A'])
  expect(await found({ isOnline: false })).toEqual(['B'])
  expect(await found({ role: 'Admin' })).toEqual(['B'])
  expect(await found({ role: 'None' })).toEqual([])
  expect(await found({ loginFrom: '2026-06-02' })).toEqual(['B'])
  expect(await found({ loginTo: '2026-06-01' })).toEqual(['A'])
  expect(await found({ loginFrom: '2026-06-01', loginTo: '2026-06-02' })).toEqual(['A', 'B'])
  expect(await found({ hasLeft: true })).toEqual([])
})

it('iterates all members in batches', async () => {
  await store(Array.from({ length: 25 }, (_, index) => user(index + 1)))
  const batches: (readonly Member[])[] = []
  for await (const batch of iterateMembers(database.db, everyone, 10)) batches.push(batch)
  expect(batches.map(({ length }) => length)).toEqual([10, 10, 5])
  expect(new Set(batches.flat().map(({ id }) => id)).size).toBe(25)
})
