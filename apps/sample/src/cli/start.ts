import { randomBytes } from 'node:crypto'
import type { PgBoss } from 'pg-boss'
import { sendExampleEvents } from '../example/events.ts'
import { requestSync } from '../jobs/queue.ts'
import { startWorkers, type Workers } from '../jobs/worker.ts'
import { createApp } from '../routes/app.ts'
import type { AppContext } from '../routes/context.ts'
import { SettingError, type Settings } from '../settings.ts'
import { latestSyncs } from '../store/syncs.ts'
import type { ProcessRole } from './arguments.ts'
import { type Directory, openDirectory } from './directory.ts'
import { listen, listenOnFreePort, type Service } from './listen.ts'

/** A running service. */
export interface Running {
  stop(): Promise<void>
}

async function startWeb(
  { store, boss, client, sync }: Directory,
  settings: Settings,
  webhookKey: string | undefined,
): Promise<Service> {
  const { port, access, communityIds, fields, isMocked, cron } = settings
  const shown = { communityIds, fields, isMocked, cron, access, webhookKey }
  const context: AppContext = { ...shown, db: store.db, boss, client, now: sync.now }
  const app = createApp(context)
  if (access.host !== undefined) return listen(app.fetch, port, access.host)
  return listenOnFreePort(app.fetch, port, () =>
    console.log(`Port ${port} is in use. Using a free port.`),
  )
}

function logData({ isMocked, baseUrl, token, webhookKey }: Settings): void {
  if (isMocked) {
    console.log(
      'Data: the mock. Set RETURNING_TOKEN and RETURNING_COMMUNITY_ID to use the real API.',
    )
    return
  }
  console.log(`Data: ${new URL(baseUrl ?? 'https://api.returning.ai').host}`)
  if (token === undefined) console.log('RETURNING_TOKEN is not set.')
  if (webhookKey === undefined) console.log('WEBHOOK_KEY is not set, so webhooks are not received.')
}

/** Starts a sync of each community that was never synced. */
async function syncNewCommunities({ store, boss }: Directory, settings: Settings): Promise<void> {
  for (const communityId of settings.communityIds) {
    const syncs = await latestSyncs(store.db, communityId, 1)
    if (syncs.length === 0) await requestSync(boss, store.db, communityId)
  }
}

function checkCron(boss: PgBoss, cron: string): void {
  try {
    boss.previewSchedule(cron)
  } catch {
    throw new SettingError(
      `SYNC_CRON must be a cron expression such as */15 * * * *, received "${cron}".`,
    )
  }
}

/** Sends events of example members to the pages of this process, unless they show the real API. */
function startExampleEvents(
  { store, sync }: Directory,
  { isMocked, communityIds, webhookKey }: Settings,
  { service, signal }: { service: Service; signal: AbortSignal },
): Promise<void> | undefined {
  const [communityId] = communityIds
  if (!isMocked || webhookKey === undefined || communityId === undefined) return undefined
  const url = `http://localhost:${service.port}`
  const context = { db: store.db, communityId, webhookKey, sleep: sync.sleep, url }
  return sendExampleEvents(context, signal)
}

/** Starts the pages, the workers, or both. */
export async function start(settings: Settings, role: ProcessRole): Promise<Running> {
  if (role !== 'all' && settings.databaseUrl === undefined) {
    throw new SettingError(
      `--role ${role} needs DATABASE_URL, because the embedded database lives in one process.`,
    )
  }
  const directory = await openDirectory(settings)
  const { boss, sync } = directory
  const { communityIds, cron, isMocked } = settings
  const stopping = new AbortController()
  // Only the example sends events to itself, so its key lives as long as the process.
  const exampleKey = isMocked ? randomBytes(16).toString('hex') : undefined
  const webhookKey = settings.webhookKey ?? exampleKey
  let service: Service | undefined
  let workers: Workers | undefined
  try {
    checkCron(boss, cron)
    if (role !== 'worker') service = await startWeb(directory, settings, webhookKey)
    await syncNewCommunities(directory, settings)
    if (role !== 'web') workers = await startWorkers({ ...sync, boss, communityIds }, { cron })
  } catch (error) {
    await service?.stop()
    await directory.close()
    throw error
  }
  logData(settings)
  if (service) console.log(`Members of a community: http://localhost:${service.port}`)
  else console.log('Worker is running.')
  const events =
    service &&
    startExampleEvents(directory, { ...settings, webhookKey }, { service, signal: stopping.signal })
  return {
    async stop() {
      stopping.abort()
      await Promise.all([service?.stop(), events, workers?.stop()])
      await directory.close()
    },
  }
}
