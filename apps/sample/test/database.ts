import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { PGlite } from '@electric-sql/pglite'
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm'
import { Kysely, PGliteDialect, PostgresDialect, sql } from 'kysely'
import { fromPglite } from 'pg-boss'
import { afterAll, beforeAll, beforeEach, inject } from 'vitest'
import { openStore, type Store } from '../src/store/database.ts'
import { addCommunities } from '../src/store/members.ts'
import { createPool } from '../src/store/pool.ts'
import type { Db, Tables } from '../src/store/schema.ts'

export const communityId = '6167dba9c548eb5c7ec28057'

const tables = sql.raw(
  'communities, members, syncs, history, rate_limits, deleted_members, secrets, webhook_events',
)

/** A database whose clock a test moves. */
export interface TestDatabase {
  readonly store: Store
  readonly db: Db
  /** Moves the time of the database. */
  advance(milliseconds: number): Promise<void>
}

/** Creates a `now()` that a test moves. Functions of `pg_catalog` come first unless the path names it. */
export async function useTestClock(db: Db): Promise<void> {
  await sql`create schema if not exists clock`.execute(db)
  await sql`create table if not exists clock.time as
    select timestamptz '2026-06-15T12:00:00Z' as now`.execute(db)
  await sql`create or replace function clock.now() returns timestamptz language sql stable
    as 'select now from clock.time'`.execute(db)
}

/** Moves the clock of {@link useTestClock}. */
export async function advanceClock(db: Db, milliseconds: number): Promise<void> {
  await sql`update clock.time
    set now = now + ${milliseconds}::float8 * interval '1 millisecond'`.execute(db)
}

async function openPglite(): Promise<Store> {
  const loadDataDir = new Blob([await readFile(inject('databaseFile'))])
  const pglite = await PGlite.create({ loadDataDir, extensions: { pg_trgm } })
  const db = new Kysely<Tables>({ dialect: new PGliteDialect({ pglite }) })
  await useTestClock(db)
  await sql`set search_path = clock, pg_catalog, public`.execute(db)
  return { db, jobs: fromPglite(pglite), isEmbedded: true, close: () => pglite.close() }
}

/** Creates a database on a PostgreSQL, whose connections all use the clock of the test. */
async function openPostgres(url: URL): Promise<Store> {
  const name = `test_${randomUUID().replaceAll('-', '')}`
  const admin = new Kysely({ dialect: new PostgresDialect({ pool: createPool(url.href) }) })
  await sql`create database ${sql.raw(name)}`.execute(admin)
  await admin.destroy()
  url.pathname = `/${name}`
  const plain = await openStore({ databaseUrl: url.href })
  await useTestClock(plain.db)
  await plain.close()
  url.searchParams.set('options', '-c search_path=clock,pg_catalog,public')
  return openStore({ databaseUrl: url.href })
}

/** Opens a database for a test file and empties it before each test. */
export function useDatabase(): TestDatabase {
  let opened: Store | undefined
  const store = () => {
    if (!opened) throw new Error('The database is not open yet.')
    return opened
  }
  beforeAll(async () => {
    const url = process.env['TEST_DATABASE_URL']
    opened = url === undefined ? await openPglite() : await openPostgres(new URL(url))
  }, 60_000)
  beforeEach(async () => {
    const { db } = store()
    await sql`truncate ${tables} restart identity cascade`.execute(db)
    await sql`update clock.time set now = '2026-06-15T12:00:00Z'`.execute(db)
    await addCommunities(db, [communityId])
  })
  afterAll(() => opened?.close())
  return {
    get store() {
      return store()
    },
    get db() {
      return store().db
    },
    advance: (milliseconds) => advanceClock(store().db, milliseconds),
  }
}
