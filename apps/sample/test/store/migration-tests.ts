import { type Kysely, sql } from 'kysely'
import { expect, it } from 'vitest'
import { listMembers } from '../../src/store/member-query.ts'
import { migrate, migrationNames } from '../../src/store/migrate.ts'
import type { Db } from '../../src/store/schema.ts'
import { startSync } from '../../src/store/syncs.ts'

const communityId = '6167dba9c548eb5c7ec28057'

async function insertMember(db: Kysely<never>): Promise<void> {
  await sql`insert into communities (id) values (${communityId})`.execute(db)
  await sql`
    insert into members (
      community_id, id, display_name, joined_at, withheld, read_at, sync_id
    ) values (${communityId}, '1', 'Ada', now(), '{email}', now(), 1)`.execute(db)
}

/** Tests that processes can start at the same time, and that a database of each earlier schema is migrated and keeps its members. */
export function testMigrations(database: () => Kysely<never>): void {
  it('creates the tables once, however many processes start at the same time', async () => {
    const db = database()
    for (let round = 0; round < 3; round += 1) {
      await sql`drop schema public cascade`.execute(db)
      await sql`create schema public`.execute(db)
      await Promise.all(Array.from({ length: 5 }, () => migrate(db)))
    }
  })

  it.each(migrationNames)('keeps the members of a database of %s', async (name) => {
    const db = database()
    await sql`drop schema public cascade`.execute(db)
    await sql`create schema public`.execute(db)
    await migrate(db, name)
    await insertMember(db)
    // Several processes may start at the same time.
    await Promise.all([migrate(db), migrate(db)])
    const tables = db as unknown as Db
    const filter = { communityId, search: 'ada', isOnline: undefined, role: undefined }
    const { members } = await listMembers(
      tables,
      { ...filter, loginFrom: undefined, loginTo: undefined, hasLeft: false },
      { sort: 'login', limit: 10 },
    )
    expect(members).toMatchObject([{ display_name: 'Ada', withheld: ['email'], roles: [] }])
    expect(await startSync(tables, communityId)).toBe(1)
  })
}
