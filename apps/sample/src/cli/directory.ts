import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Client } from '@returning-kit/core'
import type { Mock } from '@returning-kit/mock'
import type { PgBoss } from 'pg-boss'
import { createDirectoryClient, type Sleep, sharedRateLimit } from '../client.ts'
import type { SyncContext } from '../jobs/context.ts'
import { startQueue } from '../jobs/queue.ts'
import type { Settings } from '../settings.ts'
import { openStore, type Store } from '../store/database.ts'
import { addCommunities } from '../store/members.ts'
import type { Db } from '../store/schema.ts'
import { endAllLeases, firstSyncTime } from '../store/syncs.ts'
import { createProgress } from './progress.ts'

/** Everything that a command works with. */
export interface Directory {
  readonly store: Store
  readonly client: Client
  readonly boss: PgBoss
  readonly mock: Mock | undefined
  readonly sync: SyncContext
  close(): Promise<void>
}

const sleep: Sleep = (milliseconds, signal) => wait(milliseconds, undefined, { signal })

/** Returns the folder of the embedded database. */
export function dataFolder({ dataFolder: folder, isMocked }: Settings): string {
  // Example data and real data never meet.
  const name = isMocked ? '../../.data/example/' : '../../.data/members/'
  return folder ?? fileURLToPath(new URL(name, import.meta.url))
}

async function startExample(db: Db): Promise<Mock> {
  // Not loaded with the real API.
  const { startExampleApi } = await import('../example/api.ts')
  return startExampleApi((await firstSyncTime(db)) ?? new Date())
}

/** Opens the database and the job queue, and starts the mock if there is no API. */
export async function openDirectory(settings: Settings): Promise<Directory> {
  const { databaseUrl, isMocked, token, apiKey, communityIds, requestsPerSecond } = settings
  const store = await openStore({ databaseUrl, folder: dataFolder(settings) })
  const { db } = store
  await addCommunities(db, communityIds)
  const mock = isMocked ? await startExample(db) : undefined
  if (store.isEmbedded) await endAllLeases(db)
  const boss = await startQueue(store, communityIds)
  const baseUrl = mock?.url ?? settings.baseUrl
  const credentials = isMocked
    ? { token: 'fake-token', apiKey: 'fake-key' }
    : { ...(token !== undefined && { token }), ...(apiKey !== undefined && { apiKey }) }
  const client = createDirectoryClient({
    ...credentials,
    ...(baseUrl !== undefined && { baseUrl }),
    rateLimit: sharedRateLimit(db, { requestsPerSecond, sleep }),
  })
  return {
    store,
    client,
    boss,
    mock,
    sync: {
      db,
      client,
      fields: settings.fields,
      pageSize: settings.pageSize,
      readsRoles: isMocked || apiKey !== undefined,
      now: Date.now,
      sleep,
      onProgress: createProgress(process.stderr, Date.now),
    },
    async close() {
      await boss.stop({ graceful: true, timeout: 2000 })
      await mock?.stop()
      await store.close()
    },
  }
}
