import type { SqlClient } from './sql-client.ts'

/** The part of a pool of `pg` that is used. */
export interface SqlPool<Client extends PooledClient = PooledClient> {
  connect(): Promise<Client>
}

/** A client that belongs to a pool. */
export interface PooledClient extends SqlClient {
  release(destroy?: boolean): void
}

/**
 * Runs work in a transaction: commits when it finishes, and rolls back when it throws.
 *
 * @param pool - A pool of `pg`. PGlite and query builders have a function of their own.
 * @param work - Called with the client that runs the transaction.
 * @returns What the work returned.
 * @throws What the work threw, whether or not it could be rolled back.
 * @example
 * ```ts
 * import { inTransaction } from '@returning-kit/webhooks/postgres'
 * const client = { query: async () => ({ rows: [] }), release() {} }
 * const pool = { connect: async () => client } // new Pool() of `pg`
 * console.log(await inTransaction(pool, async () => 'committed'))
 * ```
 */
export async function inTransaction<Client extends PooledClient, Result>(
  pool: SqlPool<Client>,
  work: (client: Client) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect()
  let isDone = false
  try {
    await client.query('begin', [])
    const result = await work(client)
    await client.query('commit', [])
    isDone = true
    return result
  } finally {
    // Closing the connection rolls back, even where a `rollback` would fail or be lost.
    client.release(!isDone)
  }
}
