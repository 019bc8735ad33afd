import { sql } from 'kysely'
import type { Db } from './schema.ts'

/**
 * Reserves the next turn of a key that all processes share, and returns the milliseconds to wait.
 *
 * @param interval - Milliseconds between two turns.
 */
export async function takeTurn(db: Db, key: string, interval: number): Promise<number> {
  const { rows } = await sql<{ wait: number }>`
    insert into rate_limits as r (key, ready_at)
    values (${key}, now() + ${interval}::float8 * interval '1 millisecond')
    on conflict (key) do update set
      ready_at = greatest(r.ready_at, now()) + ${interval}::float8 * interval '1 millisecond'
    returning (extract(epoch from ready_at - now()) * 1000)::float8 - ${interval}::float8 as wait
  `.execute(db)
  return Math.max(0, rows[0]?.wait ?? 0)
}

/** Delays the next turn of a key by at least `pause` milliseconds from now. */
export async function pauseTurns(db: Db, key: string, pause: number): Promise<void> {
  await sql`
    insert into rate_limits as r (key, ready_at)
    values (${key}, now() + ${pause}::float8 * interval '1 millisecond')
    on conflict (key) do update set ready_at = greatest(r.ready_at, excluded.ready_at)
  `.execute(db)
}

/**
 * Counts an attempt, such as a login. Allows `burst` attempts at once, and one more after each
 * `interval` milliseconds. Returns the milliseconds to wait if there were too many, otherwise 0.
 */
export async function countAttempt(
  db: Db,
  key: string,
  { interval, burst }: { interval: number; burst: number },
): Promise<number> {
  const unit = sql`${interval}::float8 * interval '1 millisecond'`
  const latest = sql`now() + ${burst - 1}::float8 * ${unit}`
  const { rows: counted } = await sql`
    insert into rate_limits as r (key, ready_at) values (${key}, now() + ${unit})
    on conflict (key) do update set ready_at = greatest(r.ready_at, now()) + ${unit}
    where r.ready_at <= ${latest}
    returning key`.execute(db)
  if (counted.length > 0) return 0
  const { rows } = await sql<{ wait: number }>`
    select (extract(epoch from ready_at - (${latest})) * 1000)::float8 as wait
    from rate_limits where key = ${key}`.execute(db)
  return Math.max(1, rows[0]?.wait ?? 1)
}

/** Forgets keys whose time has come. */
export async function deleteExpiredTurns(db: Db): Promise<void> {
  await db
    .deleteFrom('rate_limits')
    .where('ready_at', '<', sql<Date>`now() - interval '1 hour'`)
    .execute()
}
