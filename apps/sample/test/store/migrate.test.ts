import { readFile } from 'node:fs/promises'
import { PGlite } from '@electric-sql/pglite'
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm'
import { Kysely, PGliteDialect, PostgresDialect, sql } from 'kysely'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { migrate, migrationNames } from '../../src/store/migrate.ts'
import { createPool } from '../../src/store/pool.ts'
import { testMigrations } from './migration-tests.ts'

// The tests drop its tables. To create a database without tables would take longer.
async function openPglite(): Promise<PGlite> {
  const loadDataDir = new Blob([await readFile(inject('databaseFile'))])
  return PGlite.create({ loadDataDir, extensions: { pg_trgm } })
}

let db: Kysely<never>
beforeAll(async () => {
  const url = process.env['TEST_DATABASE_URL']
  const dialect =
    url === undefined
      ? new PGliteDialect({ pglite: await openPglite() })
      : new PostgresDialect({ pool: createPool(url) })
  db = new Kysely<never>({ dialect })
})
afterAll(() => db?.destroy())

testMigrations(() => db)

it('names the migrations in order', () => {
  expect(migrationNames).toEqual([...migrationNames].sort())
})

it('fails without a change if a migration fails', async () => {
  await sql`drop schema public cascade`.execute(db)
  await sql`create schema public`.execute(db)
  await migrate(db, '0001-members')
  await sql`create table syncs (id integer)`.execute(db)
  await expect(migrate(db)).rejects.toThrow('already exists')
  await sql`drop table syncs`.execute(db)
  await migrate(db)
})
