import { getCommunityUser, isResponseError } from '@returning-kit/core'
import { CommunityUser, ObjectId } from '@returning-kit/validation/schemas'
import type { QueuedEvent } from '@returning-kit/webhooks/postgres'
import { sql } from 'kysely'
import { isDeleted } from '../store/deletion.ts'
import { addToHistory, markActive } from '../store/history.ts'
import { findMember } from '../store/member-query.ts'
import { type MemberPage, touchCommunity, upsertMembers } from '../store/members.ts'
import type { JobContext } from './context.ts'

/** An event as it is queued: nothing of its payload but the id of the member. */
export type MemberEvent = QueuedEvent & { readonly payload: { readonly memberId?: string } }

/**
 * Returns the id of the member in a payload. The contract documents no property of any payload, so
 * these names are assumptions.
 */
export function memberIdOf(payload: unknown): string | undefined {
  const { userId, user_id, _id, user } = (payload ?? {}) as Readonly<Record<string, unknown>>
  const nested = (user as { _id?: unknown } | null | undefined)?._id
  return [userId, user_id, _id, nested].find(ObjectId.is)
}

/** Reads a member that is not stored yet. Returns undefined if the API does not have it. */
async function readMember(
  { db, client, fields }: JobContext,
  communityId: string,
  userId: string,
): Promise<MemberPage | undefined> {
  const { rows } = await sql<{ now: Date }>`select now()`.execute(db)
  const readAt = rows[0]?.now ?? new Date(0)
  try {
    const input = { communityId, userId, fields: ['_id', ...fields] as const }
    const user = await getCommunityUser(client, input).orThrow()
    if (!CommunityUser.is(user)) return undefined
    return { communityId, fields, users: [{ ...user, _id: userId }], readAt, syncId: 0 }
  } catch (error) {
    if (isResponseError(error) && error.status === 404) return undefined
    throw error
  }
}

/** Applies an event once, however often it is called. */
export async function applyEvent(
  context: JobContext,
  communityId: string,
  event: QueuedEvent,
): Promise<void> {
  const { db, fields } = context
  const { memberId } = event.payload as MemberEvent['payload']
  const isStored = memberId !== undefined && (await findMember(db, communityId, memberId))
  const isUnknown = memberId !== undefined && !isStored
  // Requested outside of the transaction, which would otherwise occupy a connection meanwhile.
  const page = isUnknown ? await readMember(context, communityId, memberId) : undefined
  const occurredAt = event.occurredAt === undefined ? new Date() : new Date(event.occurredAt)
  await db.transaction().execute(async (tx) => {
    // Waits for a deletion of the member that is in progress.
    await touchCommunity(tx, communityId)
    if (memberId !== undefined && (await isDeleted(tx, communityId, memberId))) return
    if (page) await upsertMembers(tx, page)
    const isNew = await addToHistory(tx, {
      community_id: communityId,
      event_id: event.id,
      member_id: isUnknown && !page ? null : (memberId ?? null),
      name: event.name,
      occurred_at: occurredAt,
    })
    // Each event shows that the member is there now.
    if (isNew && memberId !== undefined)
      await markActive(tx, { communityId, memberId, occurredAt }, fields)
  })
}
