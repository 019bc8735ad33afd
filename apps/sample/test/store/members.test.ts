import fc from 'fast-check'
import { expect, it } from 'vitest'
import { findMember } from '../../src/store/member-query.ts'
import { allFields, upsertMembers } from '../../src/store/members.ts'
import { user } from '../api.ts'
import { communityId, useDatabase } from '../database.ts'

const database = useDatabase()
const readAt = new Date('2026-06-15T12:00:00Z')

async function stored(values: Parameters<typeof user>[1]) {
  const users = [user(1, values)]
  await upsertMembers(database.db, { communityId, fields: allFields, users, readAt, syncId: 1 })
  return findMember(database.db, communityId, user(1)._id)
}

it('stores every string, apart from what PostgreSQL cannot store', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 40 }), async (text) => {
      const clean = text.replaceAll('\0', '').toWellFormed()
      expect(await stored({ displayName: text, email: text })).toMatchObject({
        display_name: clean,
        email: clean,
      })
    }),
    { numRuns: 50, examples: [['\0'], ['\ud800'], ["'; drop table members; --"], ['\\']] },
  )
})

it.each([
  ['2026-06-01T10:00:00.123456+02:00', '2026-06-01T08:00:00.123Z'],
  ['9999-12-31T23:59:59Z', '9999-12-31T23:59:59.000Z'],
  ['0000-01-01T00:00:00Z', undefined],
  // A leap second has no time in JavaScript.
  ['2016-12-31T23:59:60Z', undefined],
])('stores the last login %s as %s', async (lastLogin, expected) => {
  expect((await stored({ lastLogin }))?.last_login?.toISOString()).toBe(expected)
})
