import { type SqlBool, sql } from 'kysely'
import type { Db } from './schema.ts'

/** Number of members of a day or week. */
export interface Count {
  /** First day, such as `2026-01-31`. */
  readonly day: string
  readonly count: number
}

/** What the charts show. */
export interface Activity {
  readonly logins: readonly Count[]
  readonly joins: readonly Count[]
  readonly online: number
  /** Members whose last login the API withholds. */
  readonly withheldLogins: number
  readonly total: number
}

async function counts(
  db: Db,
  communityId: string,
  {
    column,
    unit,
    length,
  }: { column: 'login_rank' | 'joined_at'; unit: 'day' | 'week'; length: number },
): Promise<Count[]> {
  const [name, step] = [sql.raw(column), sql.raw(`interval '1 ${unit}'`)]
  const { rows } = await sql<Count>`
    with days as (
      select generate_series(
        date_trunc(${unit}, now() at time zone 'utc') - ${length - 1} * ${step},
        date_trunc(${unit}, now() at time zone 'utc'), ${step}
      ) as day
    ),
    counted as (
      select date_trunc(${unit}, ${name} at time zone 'utc') as day, count(*)::integer as count
      from members
      where community_id = ${communityId} and left_at is null
        and ${name} >= (select min(day) from days) at time zone 'utc'
        and ${name} <= now()
      group by 1
    )
    select to_char(day, 'YYYY-MM-DD') as day, coalesce(count, 0) as count
    from days left join counted using (day) order by day`.execute(db)
  return rows
}

/** Returns logins of 30 days, joins of 26 weeks, and who is online now. */
export async function readActivity(db: Db, communityId: string): Promise<Activity> {
  const [logins, joins, totals] = await Promise.all([
    counts(db, communityId, { column: 'login_rank', unit: 'day', length: 30 }),
    counts(db, communityId, { column: 'joined_at', unit: 'week', length: 26 }),
    db
      .selectFrom('members')
      .select([
        sql<number>`count(*)::integer`.as('total'),
        sql<number>`(count(*) filter (where is_online))::integer`.as('online'),
        sql<number>`(count(*) filter (where 'lastLogin' = any(withheld)))::integer`.as(
          'withheldLogins',
        ),
      ])
      .where('community_id', '=', communityId)
      .where(sql<SqlBool>`left_at is null`)
      .executeTakeFirstOrThrow(),
  ])
  return { logins, joins, ...totals }
}
