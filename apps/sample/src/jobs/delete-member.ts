import { fromKysely, type PgBoss } from 'pg-boss'
import { deleteMember } from '../store/deletion.ts'
import { touchCommunity } from '../store/members.ts'
import type { Db } from '../store/schema.ts'
import { eventQueue } from './queue.ts'

/** Deletes a member: the stored fields, the events, and the jobs that name the member. */
export async function deleteEverywhere(
  boss: PgBoss,
  db: Db,
  { communityId, id }: { communityId: string; id: string },
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    // Waits for a sync or an event that is about to store the member.
    await touchCommunity(tx, communityId)
    await deleteMember(tx, communityId, id)
    const options = { db: fromKysely(tx) }
    const queue = eventQueue(communityId)
    const jobs = await boss.findJobs(queue, { ...options, data: { payload: { memberId: id } } })
    if (jobs.length > 0)
      await boss.deleteJob(
        queue,
        jobs.map((job) => job.id),
        options,
      )
  })
}
