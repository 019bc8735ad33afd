import { PGlite } from '@electric-sql/pglite'
import { eventTableSql } from '../../src/postgres.ts'

// To create a database takes seconds, so that is done once in a process.
let created: Promise<File | Blob> | undefined

async function createFiles(): Promise<File | Blob> {
  const database = await PGlite.create()
  const files = await database.dumpDataDir('none')
  await database.close()
  return files
}

/** Starts a PostgreSQL in this process, with the table of events and a clock that does not run. */
export async function startDatabase(): Promise<{
  readonly database: PGlite
  advance(ms: number): Promise<void>
}> {
  created ??= createFiles()
  const database = await PGlite.create({ loadDataDir: await created })
  let now = Date.parse('2026-01-01T00:00:00Z') / 1000
  const setClock = () => database.exec(`set test.now = ${now}`)
  await setClock()
  // Functions of `pg_catalog` come first unless the path names it.
  await database.exec(`
    create schema clock;
    create function clock.now() returns timestamptz language sql stable
      as $$ select to_timestamp(current_setting('test.now')::float8) $$;
    set search_path = clock, pg_catalog, public;
    ${eventTableSql()};
  `)
  return {
    database,
    async advance(ms) {
      now += ms / 1000
      await setClock()
    },
  }
}
