import { idHash } from './members.ts'
import type { Db } from './schema.ts'

/** Deletes a member with all events, and makes sure that no sync stores it again. */
export async function deleteMember(db: Db, communityId: string, id: string): Promise<void> {
  await db
    .insertInto('deleted_members')
    .values({ community_id: communityId, id_hash: idHash(id) })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  await db
    .deleteFrom('history')
    .where('community_id', '=', communityId)
    .where('member_id', '=', id)
    .execute()
  await db
    .deleteFrom('members')
    .where('community_id', '=', communityId)
    .where('id', '=', id)
    .execute()
}

/** Returns whether a member was deleted. */
export async function isDeleted(db: Db, communityId: string, id: string): Promise<boolean> {
  const row = await db
    .selectFrom('deleted_members')
    .select('id_hash')
    .where('community_id', '=', communityId)
    .where('id_hash', '=', idHash(id))
    .executeTakeFirst()
  return row !== undefined
}
