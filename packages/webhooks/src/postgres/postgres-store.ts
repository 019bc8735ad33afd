import type { EventStore } from '../receive/event-store.ts'
import { checkTable, defaultTable } from './event-table.ts'
import type { SqlClient } from './sql-client.ts'

/** Options of {@link postgresStore}. */
export interface PostgresStoreOptions {
  /** Name of the table that `eventTableSql` creates. @default 'webhook_events' */
  table?: string
  /**
   * Separates senders that share a table, such as tenants: the same id in two scopes is two events.
   * @default ''
   */
  scope?: string
}

interface ClaimRow {
  readonly claimed: boolean
  readonly completed: boolean
  readonly remaining: number
}

// Expired rows are kept for a day, so that a handler that outlives its lease can complete its event.
// Each claim adds at most one row and deletes up to ten, so the table stops growing.
//
// A row that is locked belongs to a transaction that is about to complete the event. The claim does
// not wait for it: a transaction that hangs would occupy one connection for each redelivery.
const claimSql = (table: string) => `
with expired as (
  delete from ${table} where (scope, id) in (
    select scope, id from ${table}
    where expires_at < now() - interval '1 day' and (scope, id) <> ($1, $2)
    order by expires_at limit 10 for update skip locked
  )
),
unlocked as (
  select 1 from ${table} where (scope, id) = ($1, $2) for update skip locked
)
insert into ${table} as stored (scope, id, token, completed, expires_at)
select $1, $2, $3, false, now() + $4 * interval '1 millisecond'
where exists (select from unlocked)
  or not exists (select from ${table} where (scope, id) = ($1, $2))
on conflict (scope, id) do update set
  token = case when stored.expires_at > now() then stored.token else excluded.token end,
  completed = stored.completed and stored.expires_at > now(),
  expires_at = case
    when stored.expires_at > now() then stored.expires_at else excluded.expires_at
  end
returning
  token = $3 as claimed,
  completed,
  (extract(epoch from expires_at - now()) * 1000)::float8 as remaining`

/**
 * Returns a store in a table of PostgreSQL, for any number of processes. Create the table with
 * `eventTableSql`. Each operation is one atomic statement, and all times are those of the database.
 *
 * @param client - A pool, so that claims do not wait for the transactions of handlers.
 * @param options - Table and scope.
 * @throws InputError for a table name that would need quotes.
 * @example
 * ```ts
 * import { postgresStore, type SqlClient } from '@returning-kit/webhooks/postgres'
 * const pool: SqlClient = { query: async () => ({ rows: [] }) } // new Pool() of `pg`
 * const router = createRouter({
 *   scheme: encrypted({ keys: 'fake-key-of-exactly-32-character' }),
 *   store: postgresStore(pool, { scope: 'community-1' }),
 * })
 * console.log(typeof router.handle)
 * ```
 */
export function postgresStore(
  client: SqlClient,
  options: PostgresStoreOptions = {},
): EventStore<SqlClient> {
  const table = checkTable(options.table ?? defaultTable)
  const { scope = '' } = options
  const claim = claimSql(table)
  const where = 'where scope = $1 and id = $2 and token = $3'
  return {
    async claim(id, lease) {
      const token = crypto.randomUUID()
      const { rows } = await client.query(claim, [scope, id, token, lease])
      const [row] = rows as ClaimRow[]
      if (!row) return { state: 'in-progress', retryAfter: 1000 }
      const { claimed, completed, remaining } = row
      if (claimed) return { state: 'claimed', claim: { id, token } }
      return completed ? { state: 'completed' } : { state: 'in-progress', retryAfter: remaining }
    },
    async complete({ id, token }, keepFor, transaction = client) {
      const { rows } = await transaction.query(
        `update ${table} set completed = true, expires_at = now() + $4 * interval '1 millisecond'
         ${where} returning completed`,
        [scope, id, token, keepFor],
      )
      return rows.length === 1
    },
    async release({ id, token }) {
      await client.query(`delete from ${table} ${where} and not completed`, [scope, id, token])
    },
  }
}
