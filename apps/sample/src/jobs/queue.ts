import { fromKysely, PgBoss } from 'pg-boss'
import type { Store } from '../store/database.ts'
import type { Db } from '../store/schema.ts'
import { startSync } from '../store/syncs.ts'

/** Queue of syncs. Its jobs have an `id`. */
export const syncQueue = 'syncs'
/** Queue to which the schedule sends. */
export const scheduleQueue = 'schedule'

/** Returns the name of the queue of a community's webhook events. */
export function eventQueue(communityId: string): string {
  return `events-${communityId}`
}

/** Starts the job queue in the database. */
export async function startQueue(
  { jobs, isEmbedded }: Store,
  communityIds: readonly string[],
): Promise<PgBoss> {
  const boss = new PgBoss({
    db: jobs,
    ...(isEmbedded && { backend: 'pglite' }),
    useListenNotify: isEmbedded,
  })
  boss.on('error', (error) => console.error(`Job queue: ${error.message}`))
  await boss.start()
  // Without `short`, each attempt to continue a sync would add a job.
  await boss.createQueue(syncQueue, { policy: 'short', retryLimit: 0, expireInSeconds: 86_399 })
  await boss.createQueue(scheduleQueue, { policy: 'short', retryLimit: 0 })
  for (const communityId of communityIds) {
    // A completed job holds an id of a member, so it is not kept.
    await boss.createQueue(eventQueue(communityId), {
      notify: true,
      // With the longest delay of an hour, for about two weeks.
      retryLimit: 340,
      retryBackoff: true,
      retryDelay: 1,
      retryDelayMax: 3600,
      deleteAfterSeconds: 60,
    })
  }
  return boss
}

/** Sends a job that works on a sync. */
export async function sendSync(boss: PgBoss, db: Db, id: number): Promise<void> {
  await boss.send(syncQueue, { id }, { singletonKey: String(id), db: fromKysely(db) })
}

/** Starts a sync of a community, unless one is running, and its job in the same transaction. */
export function requestSync(boss: PgBoss, db: Db, communityId: string): Promise<number> {
  return db.transaction().execute(async (tx) => {
    const id = await startSync(tx, communityId)
    await sendSync(boss, tx, id)
    return id
  })
}
