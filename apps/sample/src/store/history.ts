import { type Selectable, sql } from 'kysely'
import type { Field } from './members.ts'
import type { Db, Tables } from './schema.ts'

/** An event as it is stored. */
export type HistoryEntry = Selectable<Tables['history']>

/** Stores an event. Returns false if it was stored before. */
export async function addToHistory(db: Db, entry: HistoryEntry): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('history')
    .values(entry)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

/** Returns the latest events of a member, newest first. */
export function memberHistory(
  db: Db,
  communityId: string,
  memberId: string,
): Promise<HistoryEntry[]> {
  return db
    .selectFrom('history')
    .selectAll()
    .where('community_id', '=', communityId)
    .where('member_id', '=', memberId)
    .orderBy('occurred_at', 'desc')
    .limit(50)
    .execute()
}

/** Returns the latest events of a community, newest first. */
export function communityHistory(db: Db, communityId: string): Promise<HistoryEntry[]> {
  return db
    .selectFrom('history')
    .selectAll()
    .where('community_id', '=', communityId)
    .orderBy('occurred_at', 'desc')
    .limit(20)
    .execute()
}

/**
 * Stores that a member was active: online, and with this last login. Does nothing for fields that
 * are not requested or that the member hides, and if a newer response was stored.
 */
export async function markActive(
  db: Db,
  {
    communityId,
    memberId,
    occurredAt,
  }: { communityId: string; memberId: string; occurredAt: Date },
  fields: readonly Field[],
): Promise<void> {
  const shows = (field: Field) =>
    fields.includes(field) ? sql<boolean>`not ('${sql.raw(field)}' = any(withheld))` : sql`false`
  // A time in the future would keep later responses out.
  const time = sql<Date>`least(${occurredAt}::timestamptz, now())`
  await db
    .updateTable('members')
    .set({
      is_online: sql`case when ${shows('isOnline')} then true else is_online end`,
      last_login: sql`case when ${shows('lastLogin')}
        then greatest(last_login, ${time}) else last_login end`,
      read_at: time,
    })
    .where('community_id', '=', communityId)
    .where('id', '=', memberId)
    .where('read_at', '<=', time)
    .execute()
}
