import { type CommunityUser, listCommunityUsers } from '@returning-kit/core'
import { CommunityUser as CommunityUserSchema, ObjectId } from '@returning-kit/validation/schemas'
import { keepMembers, markLeft, touchCommunity, upsertMembers } from '../store/members.ts'
import type { Db } from '../store/schema.ts'
import { type ClaimedSync, leaseSeconds, updateSync } from '../store/syncs.ts'
import type { SyncContext } from './context.ts'

/** Thrown for a pass without members, which is more likely a fault than an empty community. */
export class NoMembersError extends Error {
  override readonly name = 'NoMembersError' as const
  override readonly message =
    'The API returned no members, although some are stored. No member was marked as left. Check the token.'
}

type IdentifiedUser = CommunityUser & { readonly _id: string }

/** The members of a page, by whether they can be stored. */
function sortUsers(items: readonly unknown[]): {
  valid: IdentifiedUser[]
  invalidIds: string[]
  unidentified: number
} {
  const valid: IdentifiedUser[] = []
  const invalidIds: string[] = []
  let unidentified = 0
  for (const item of items) {
    const id = (item as Partial<CommunityUser> | null)?._id
    if (!ObjectId.is(id)) unidentified += 1
    else if (CommunityUserSchema.is(item)) valid.push({ ...item, _id: id })
    else invalidIds.push(id)
  }
  return { valid, invalidIds, unidentified }
}

/** Returns the time of the database at the last update of a sync. */
function updateTime({ lease_until: leaseUntil }: ClaimedSync): Date {
  return new Date((leaseUntil?.getTime() ?? 0) - leaseSeconds * 1000)
}

async function hasMembers(db: Db, communityId: string): Promise<boolean> {
  const row = await db
    .selectFrom('members')
    .select('id')
    .where('community_id', '=', communityId)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Ends the pass: marks the members that left, once every page was stored. */
async function finishMembers(db: Db, sync: ClaimedSync): Promise<ClaimedSync> {
  const { community_id: communityId, id, started_at: startedAt, unidentified } = sync
  if (sync.members === 0 && (await hasMembers(db, communityId))) throw new NoMembersError()
  if (unidentified > 0) {
    const note = `${unidentified} members have no id, so no member was marked as left.`
    return updateSync(db, sync, { phase: 'roles', note })
  }
  await touchCommunity(db, communityId)
  const marked = await markLeft(db, { communityId, syncId: id, startedAt })
  return updateSync(db, sync, { phase: 'roles', marked_left: marked })
}

/**
 * Reads the members page by page from where the sync stopped. A page, the position after it and the
 * progress are stored in one transaction, so a process that is killed loses and doubles nothing.
 */
export async function syncMembers(
  { db, client, fields, pageSize, now, onProgress }: SyncContext,
  claim: ClaimedSync,
  signal: AbortSignal,
): Promise<ClaimedSync> {
  const { community_id: communityId, id: syncId } = claim
  const input = { communityId, limit: pageSize, fields: ['_id', ...fields] as const, ...claim.next }
  // One page is requested ahead, so its request may have been sent when the page before the previous
  // one was stored.
  const readTimes = [updateTime(claim), updateTime(claim)]
  const startedAt = now()
  let sync = claim
  for await (const page of listCommunityUsers(client, input, { prefetch: 1, signal }).pages()) {
    const readAt = readTimes.shift() ?? claim.started_at
    const { valid, invalidIds, unidentified } = sortUsers(page.items)
    const members = sync.members + valid.length + invalidIds.length
    const seconds = Math.max(0.001, (now() - startedAt) / 1000)
    sync = await db.transaction().execute(async (tx) => {
      const updated = await updateSync(tx, sync, {
        ...(page.next && { next: { ...page.next } }),
        pages: sync.pages + 1,
        members,
        invalid: sync.invalid + invalidIds.length,
        unidentified: sync.unidentified + unidentified,
        rate: (members - claim.members) / seconds,
        failures: 0,
        note: null,
      })
      // Waits for a deletion of a member that is in progress.
      await touchCommunity(tx, communityId)
      await upsertMembers(tx, { communityId, fields, users: valid, readAt, syncId })
      await keepMembers(tx, { communityId, ids: invalidIds, syncId })
      return page.next === undefined ? finishMembers(tx, updated) : updated
    })
    onProgress(sync)
    readTimes.push(updateTime(sync))
  }
  if (sync.phase === 'members')
    sync = await db.transaction().execute((tx) => finishMembers(tx, sync))
  return sync
}
