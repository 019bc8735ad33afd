import type { PostgresPool, PostgresPoolClient } from 'kysely'
import pg from 'pg'

/** How long a statement may take before its connection is considered lost. */
const defaultTimeout = 60_000

/**
 * Returns a pool whose connections are closed after an error that did not come from the server. A
 * connection that the network dropped without a word would otherwise return to the pool, and every
 * later statement on it would wait, too.
 */
export function createPool(connectionString: string, timeout = defaultTimeout): PostgresPool {
  const pool = new pg.Pool({
    connectionString,
    max: 10,
    keepAlive: true,
    connectionTimeoutMillis: Math.min(timeout, 10_000),
    query_timeout: timeout,
    statement_timeout: timeout,
    idle_in_transaction_session_timeout: timeout,
  })
  // An idle connection that breaks is replaced by the pool.
  pool.on('error', () => {})
  return {
    options: pool.options,
    end: () => pool.end(),
    connect: async () => {
      const client = await pool.connect()
      let isBroken = false
      const query = async (...input: unknown[]) => {
        try {
          return await (client.query as (...values: unknown[]) => unknown)(...input)
        } catch (error) {
          if (!(error instanceof pg.DatabaseError)) isBroken = true
          throw error
        }
      }
      return { query, release: () => client.release(isBroken) } as unknown as PostgresPoolClient
    },
  }
}
