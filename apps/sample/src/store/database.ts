import { existsSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm'
import type { SqlClient } from '@returning-kit/webhooks/postgres'
import { CompiledQuery, Kysely, PGliteDialect, PostgresDialect, type PostgresPool } from 'kysely'
import { fromPglite, type Db as JobDatabase } from 'pg-boss'
import { lockFolder } from './folder-lock.ts'
import { migrate } from './migrate.ts'
import { createPool } from './pool.ts'
import type { Db, Tables } from './schema.ts'

/** An open database with all tables. */
export interface Store {
  readonly db: Db
  /** Runs the statements of the job queue, which may consist of several. */
  readonly jobs: JobDatabase
  /** Whether the database is embedded in this process, so that no other process can use it. */
  readonly isEmbedded: boolean
  close(): Promise<void>
}

/** Where the data is. */
export interface StoreOptions {
  /** URL of a PostgreSQL. Undefined for the embedded database. */
  readonly databaseUrl?: string | undefined
  /** Folder of the embedded database. Undefined for one in memory. */
  readonly folder?: string | undefined
  /** Milliseconds after which a statement on PostgreSQL fails. @default 60_000 */
  readonly timeout?: number
}

/** Opens the database and runs the migrations that are missing. */
export async function openStore({ databaseUrl, folder, timeout }: StoreOptions): Promise<Store> {
  const store =
    databaseUrl === undefined
      ? await openEmbedded(folder)
      : openPostgres(createPool(databaseUrl, timeout))
  try {
    await migrate(store.db as unknown as Kysely<never>)
    return store
  } catch (error) {
    await store.close()
    throw error
  }
}

const extensions = { pg_trgm }

/**
 * Creates the files of a database. They get their name when they are complete, so that a process that
 * is killed meanwhile leaves no half database. In memory, PostgreSQL creates them twice as fast.
 */
async function createFiles(dataDir: string): Promise<void> {
  const memory = await PGlite.create({ extensions })
  const loadDataDir = await memory.dumpDataDir('none')
  await memory.close()
  const unfinished = `${dataDir}.new`
  rmSync(unfinished, { recursive: true, force: true })
  const disk = await PGlite.create({ dataDir: unfinished, loadDataDir, extensions })
  await disk.close()
  renameSync(unfinished, dataDir)
}

async function openEmbedded(folder: string | undefined): Promise<Store> {
  const unlock = folder === undefined ? () => {} : lockFolder(folder)
  try {
    const dataDir = folder === undefined ? undefined : join(folder, 'pglite')
    if (dataDir !== undefined && !existsSync(dataDir)) await createFiles(dataDir)
    const pglite = await PGlite.create({ ...(dataDir && { dataDir }), extensions })
    const db = new Kysely<Tables>({ dialect: new PGliteDialect({ pglite }) })
    const close = async () => {
      await pglite.close()
      unlock()
    }
    return { db, jobs: fromPglite(pglite), isEmbedded: true, close }
  } catch (error) {
    unlock()
    throw error
  }
}

function openPostgres(pool: PostgresPool): Store {
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
  const jobs: JobDatabase = {
    async executeSql(text, values = []) {
      const client = await pool.connect()
      try {
        // Several statements without values return an array of results.
        const result: unknown = await client.query(text, values)
        const results = Array.isArray(result) ? result : [result]
        return { rows: results.flatMap(({ rows }) => rows ?? []) }
      } catch (error) {
        // One of several statements may have begun a transaction, which the next user would be in.
        await client.query('rollback', []).catch(() => {})
        throw error
      } finally {
        client.release()
      }
    },
  }
  // `pool.end()` waits for connections that are in use.
  return { db, jobs, isEmbedded: false, close: () => pool.end() }
}

/** Returns a connection or transaction as the webhook receiver and the job queue expect it. */
export function sqlClient(db: Db): SqlClient {
  return {
    query: async (text, values) => {
      const { rows } = await db.executeQuery(CompiledQuery.raw(text, values))
      return { rows }
    },
  }
}
