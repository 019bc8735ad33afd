import type { PgBoss } from 'pg-boss'
import { afterAll, beforeAll } from 'vitest'
import { startQueue } from '../src/jobs/queue.ts'
import { createApp } from '../src/routes/app.ts'
import type { AppContext } from '../src/routes/context.ts'
import { allFields } from '../src/store/members.ts'
import { TestApi } from './api.ts'
import { communityId, type TestDatabase } from './database.ts'

export const webhookKey = 'fake-key-of-exactly-32-character'

const open = { host: undefined, publicUrl: undefined, password: undefined, proxy: undefined }

/** The app on the database of a test. */
export interface TestApp {
  readonly boss: PgBoss
  /** Returns what the app works with. */
  context(more?: Partial<AppContext>): AppContext
  create(more?: Partial<AppContext>): ReturnType<typeof createApp>
}

/** Starts a job queue for a test file, and returns functions that create apps on it. */
export function useApp(database: TestDatabase): TestApp {
  let boss: PgBoss
  beforeAll(async () => {
    boss = await startQueue(database.store, [communityId])
  })
  afterAll(() => boss?.stop({ graceful: true, timeout: 2000 }))
  const context = (more: Partial<AppContext> = {}): AppContext => ({
    db: database.db,
    boss,
    client: new TestApi().context(database.db).client,
    communityIds: [communityId],
    fields: allFields,
    isMocked: false,
    cron: '*/15 * * * *',
    webhookKey,
    access: open,
    now: () => Date.parse('2026-06-15T12:00:00Z'),
    ...more,
  })
  return {
    get boss() {
      return boss
    },
    context,
    create: (more) => createApp(context(more)),
  }
}
