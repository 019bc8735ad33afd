import type { QueuedEvent } from '@returning-kit/webhooks/postgres'
import type { Job, JobResult } from 'pg-boss'
import { deleteExpiredTurns } from '../store/rate-limits.ts'
import { abandonedSyncs } from '../store/syncs.ts'
import { applyEvent } from './apply-event.ts'
import type { JobContext } from './context.ts'
import { eventQueue, requestSync, scheduleQueue, sendSync, syncQueue } from './queue.ts'
import { runSync } from './run-sync.ts'

/** How often a worker looks for syncs that no process works on. */
const superviseInterval = 2000

/** Running workers. */
export interface Workers {
  /** Stops after the current page. Another process continues the syncs. */
  stop(): Promise<void>
}

async function supervise({ db, boss, sleep }: JobContext, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      for (const id of await abandonedSyncs(db)) await sendSync(boss, db, id)
      await deleteExpiredTurns(db)
    } catch (error) {
      console.error(`Database: ${(error as Error).message}`)
    }
    await sleep(superviseInterval, signal).catch(() => {})
  }
}

/** Applies events in turn. One that fails is tried again later and does not hold up the others. */
async function applyEvents(
  context: JobContext,
  communityId: string,
  jobs: readonly Job<QueuedEvent>[],
): Promise<JobResult[]> {
  const results: JobResult[] = []
  for (const { id, data } of jobs) {
    try {
      await applyEvent(context, communityId, data)
      results.push({ id, status: 'completed' })
    } catch (error) {
      results.push({ id, status: 'failed', output: { message: (error as Error).message } })
    }
  }
  return results
}

/** Starts the workers of syncs and events. */
export async function startWorkers(
  context: JobContext,
  { cron }: { cron: string },
): Promise<Workers> {
  const { boss, db, communityIds } = context
  const stopping = new AbortController()
  const running = new Set<Promise<unknown>>()
  await boss.work<{ id: number }>(
    syncQueue,
    { pollingIntervalSeconds: 0.5, localConcurrency: 4 },
    async (jobs) => {
      const syncs = Promise.all(jobs.map(({ data }) => runSync(context, data.id, stopping.signal)))
      running.add(syncs)
      await syncs.finally(() => running.delete(syncs))
    },
  )
  for (const communityId of communityIds) {
    await boss.work<QueuedEvent>(
      eventQueue(communityId),
      { pollingIntervalSeconds: 0.5, batchSize: 20, perJobResults: true },
      (jobs) => applyEvents(context, communityId, jobs),
    )
  }
  await boss.work(scheduleQueue, { pollingIntervalSeconds: 5 }, async () => {
    for (const communityId of communityIds) await requestSync(boss, db, communityId)
  })
  await boss.schedule(scheduleQueue, cron)
  const supervising = supervise(context, stopping.signal)
  return {
    async stop() {
      stopping.abort()
      await Promise.allSettled([...running, supervising])
    },
  }
}
