import { isResponseError, listUserRoles } from '@returning-kit/core'
import { Role } from '@returning-kit/validation/schemas'
import { touchCommunity } from '../store/members.ts'
import {
  collectRoleNames,
  type MemberRoles,
  membersWithOldRoles,
  updateRoles,
} from '../store/roles.ts'
import { type ClaimedSync, updateSync } from '../store/syncs.ts'
import type { SyncContext } from './context.ts'

const batchSize = 40

// The roles of this member are withheld. With 401 they all are.
const withheldStatuses: ReadonlySet<number> = new Set([403, 404])

async function readRoles(
  { client }: SyncContext,
  { id, numeric_id: userId }: { id: string; numeric_id: string | null },
  signal: AbortSignal,
): Promise<MemberRoles> {
  // The operation takes the numeric id, which members may hide.
  if (userId === null) return { id, roles: undefined }
  try {
    const roles = await listUserRoles(client, { userId }, { signal }).orThrow()
    return { id, roles: roles.filter(Role.is).flatMap(({ title }) => title ?? []) }
  } catch (error) {
    if (isResponseError(error) && withheldStatuses.has(error.status))
      return { id, roles: undefined }
    throw error
  }
}

/**
 * Reads the roles of members whose roles were not read within a day. What was read is stored with
 * each batch, so the next batch is the checkpoint.
 */
export async function syncRoles(
  context: SyncContext,
  claim: ClaimedSync,
  signal: AbortSignal,
): Promise<ClaimedSync> {
  const { db, onProgress } = context
  const communityId = claim.community_id
  let sync = claim
  for (let count = 0; ; count += 1) {
    const batch = await membersWithOldRoles(db, communityId, batchSize)
    // Collected early as well, so that the first roles can be selected during the first sync.
    if (count === 1 || (count > 0 && batch.length === 0)) await collectRoleNames(db, communityId)
    if (batch.length === 0) return sync
    let roles: MemberRoles[]
    try {
      roles = await Promise.all(batch.map((member) => readRoles(context, member, signal)))
    } catch (error) {
      if (!isResponseError(error) || error.status !== 401) throw error
      return updateSync(db, sync, {
        note: 'The API key may not read roles, so they are not shown.',
      })
    }
    sync = await db.transaction().execute(async (tx) => {
      // Every transaction locks the community before its members, so that none waits for another.
      await touchCommunity(tx, communityId)
      await updateRoles(tx, communityId, roles)
      return updateSync(tx, sync, { roles_read: sync.roles_read + batch.length, failures: 0 })
    })
    onProgress(sync)
  }
}
