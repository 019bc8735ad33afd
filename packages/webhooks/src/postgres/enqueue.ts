import type { ReceivedEvent } from '../receive/contract-event.ts'
import type { EventBase } from '../receive/event.ts'
import type { SqlClient } from './sql-client.ts'

/** The part of pg-boss that is used. */
export interface JobQueue {
  send(
    name: string,
    data: object,
    options: {
      db: { executeSql(text: string, values?: unknown[]): Promise<{ rows: unknown[] }> }
    },
  ): Promise<string | null>
}

type Queued<Event extends EventBase> = Event extends EventBase
  ? Omit<Event, 'occurredAt' | 'sentAt'> & {
      readonly occurredAt?: string
      readonly sentAt?: string
    }
  : never

/** The data of a job that {@link enqueue} creates: the event as JSON, with its times in ISO 8601. */
export type QueuedEvent = Queued<ReceivedEvent>

/**
 * Creates a job of pg-boss for an event, in the caller's transaction. Together with `complete` in
 * the same transaction, each event becomes exactly one job.
 *
 * @param boss - A started pg-boss.
 * @param queue - Name of a queue that exists.
 * @param event - The event.
 * @param transaction - The client that runs the transaction.
 * @returns The id of the job.
 * @throws Error if pg-boss creates no job, for example because of the policy of the queue.
 * @see https://github.com/timgit/pg-boss
 * @example
 * ```ts
 * import { enqueue, type JobQueue, type SqlClient } from '@returning-kit/webhooks/postgres'
 * const boss: JobQueue = { send: async () => 'job-1' } // new PgBoss(…)
 * const transaction: SqlClient = { query: async () => ({ rows: [] }) }
 * const event = { known: false, name: 'levelReached', id: 'event-1', payload: {} } as const
 * const times = { occurredAt: undefined, sentAt: undefined }
 * console.log(await enqueue(boss, 'webhooks', { ...event, ...times }, transaction))
 * ```
 */
export async function enqueue(
  boss: JobQueue,
  queue: string,
  event: ReceivedEvent,
  transaction: SqlClient,
): Promise<string> {
  const executeSql = (text: string, values: unknown[] = []) => transaction.query(text, values)
  const id = await boss.send(queue, { ...event }, { db: { executeSql } })
  if (id === null) throw new Error(`pg-boss created no job in the queue \`${queue}\`.`)
  return id
}
