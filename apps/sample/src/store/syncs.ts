import { randomUUID } from 'node:crypto'
import { type Selectable, sql } from 'kysely'
import type { Db, SyncState, SyncTable } from './schema.ts'

/** A sync as it is stored. */
export type Sync = Selectable<SyncTable>

/** A sync that this process may work on until its lease ends. */
export interface ClaimedSync extends Sync {
  readonly lease_token: string
}

/** Thrown in a transaction if another process has taken over the sync. The transaction is rolled back. */
export class LeaseLostError extends Error {
  override readonly name = 'LeaseLostError' as const
  override readonly message = 'Another process has taken over the sync.'
}

/** How long a sync belongs to a process that does not renew its lease. */
export const leaseSeconds = 15

const leaseEnd = sql<Date>`now() + ${sql.lit(leaseSeconds)} * interval '1 second'`

/** Returns the id of the running sync of a community, and starts one if there is none. */
export async function startSync(db: Db, communityId: string): Promise<number> {
  await sql`
    insert into syncs (community_id, started_at, expected)
    select ${communityId}, now(), (
      select members from syncs
      where community_id = ${communityId} and state = 'succeeded' order by id desc limit 1
    )
    on conflict (community_id) where state = 'running' do nothing`.execute(db)
  const { id } = await db
    .selectFrom('syncs')
    .select('id')
    .where('community_id', '=', communityId)
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow()
  return id
}

/** Claims a running sync. Returns undefined if it ended or belongs to another process. */
export async function claimSync(db: Db, id: number): Promise<ClaimedSync | undefined> {
  const row = await db
    .updateTable('syncs')
    .set({ lease_token: randomUUID(), lease_until: leaseEnd })
    .where('id', '=', id)
    .where('state', '=', 'running')
    .where(sql<boolean>`coalesce(lease_until <= now(), true)`)
    .returningAll()
    .executeTakeFirst()
  return row as ClaimedSync | undefined
}

/** Renews the lease, stores progress, and returns the sync. Throws LeaseLostError. */
export async function updateSync(
  db: Db,
  { id, lease_token }: ClaimedSync,
  changes: Partial<Omit<Sync, 'id'>>,
): Promise<ClaimedSync> {
  const { next, ...rest } = changes
  const row = await db
    .updateTable('syncs')
    .set({
      ...rest,
      ...(next !== undefined && { next: sql`${JSON.stringify(next)}::jsonb` }),
      lease_until: leaseEnd,
    })
    .where('id', '=', id)
    .where('state', '=', 'running')
    .where('lease_token', '=', lease_token)
    .returningAll()
    .executeTakeFirst()
  if (!row) throw new LeaseLostError()
  return row as ClaimedSync
}

/** Ends a sync. Throws LeaseLostError. */
export function endSync(
  db: Db,
  claim: ClaimedSync,
  { state, ...changes }: { state: SyncState; note?: string; marked_left?: number },
): Promise<ClaimedSync> {
  return updateSync(db, claim, { ...changes, state, finished_at: sql`now()` as never })
}

/** Lets another process continue the sync, after a delay if something failed. */
export async function releaseSync(
  db: Db,
  { id, lease_token }: ClaimedSync,
  failure?: { readonly note: string; readonly delaySeconds: number },
): Promise<void> {
  const { note = null, delaySeconds = 0 } = failure ?? {}
  await db
    .updateTable('syncs')
    .set({
      note,
      failures: sql`failures + ${failure ? 1 : 0}`,
      lease_token: null,
      lease_until: sql`now() + ${delaySeconds}::integer * interval '1 second'`,
    })
    .where('id', '=', id)
    .where('lease_token', '=', lease_token)
    .execute()
}

/** Asks the process of a running sync to stop. Ends the sync if no process works on it. */
export async function cancelSync(db: Db, communityId: string): Promise<void> {
  await db
    .updateTable('syncs')
    .set({
      cancel_requested: true,
      state: sql`case when lease_until > now() then state else 'cancelled' end`,
      finished_at: sql`case when lease_until > now() then null else now() end`,
    })
    .where('community_id', '=', communityId)
    .where('state', '=', 'running')
    .execute()
}

/** Frees the syncs of a process that was killed, if no other process can exist. */
export async function endAllLeases(db: Db): Promise<void> {
  await db.updateTable('syncs').set({ lease_until: null }).where('state', '=', 'running').execute()
}

/** Returns the ids of running syncs that no process works on. */
export async function abandonedSyncs(db: Db): Promise<number[]> {
  const rows = await db
    .selectFrom('syncs')
    .select('id')
    .where('state', '=', 'running')
    .where(sql<boolean>`coalesce(lease_until <= now(), true)`)
    .execute()
  return rows.map(({ id }) => id)
}

/** Returns the latest syncs of a community, newest first. */
export function latestSyncs(db: Db, communityId: string, limit: number): Promise<Sync[]> {
  return db
    .selectFrom('syncs')
    .selectAll()
    .where('community_id', '=', communityId)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
}

/** Returns when the first sync started, or undefined if there was none. */
export async function firstSyncTime(db: Db): Promise<Date | undefined> {
  const row = await db
    .selectFrom('syncs')
    .select('started_at')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
  return row?.started_at
}

/** Returns a sync, or undefined. */
export function syncById(db: Db, id: number): Promise<Sync | undefined> {
  return db.selectFrom('syncs').selectAll().where('id', '=', id).executeTakeFirst()
}
