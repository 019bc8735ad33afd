import { setTimeout as wait } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { eventQueue, requestSync } from '../../src/jobs/queue.ts'
import { startWorkers } from '../../src/jobs/worker.ts'
import { claimSync, startSync, syncById } from '../../src/store/syncs.ts'
import { TestApi, user, users } from '../api.ts'
import { useApp } from '../app.ts'
import { communityId, useDatabase } from '../database.ts'

const database = useDatabase()
const apps = useApp(database)

async function work(api: TestApi, isDone: () => Promise<unknown>): Promise<void> {
  const sleep = (milliseconds: number, signal: AbortSignal) =>
    wait(Math.min(milliseconds, 100), undefined, { signal })
  const context = { ...api.context(database.db, { sleep }), boss: apps.boss }
  const jobs = { ...context, communityIds: [communityId] }
  const workers = await startWorkers(jobs, { cron: '0 0 1 1 *' })
  try {
    await expect.poll(isDone, { timeout: 20_000 }).toBe(true)
  } finally {
    await workers.stop()
    await Promise.all(
      ['syncs', 'schedule', eventQueue(communityId)].map((queue) => apps.boss.offWork(queue)),
    )
  }
}

const stateOf = async (id: number) => (await syncById(database.db, id))?.state

it('works on a sync that a page requested, and on one that a process left behind', async () => {
  const api = new TestApi(users(5))
  const id = await requestSync(apps.boss, database.db, communityId)
  await work(api, async () => (await stateOf(id)) === 'succeeded')
  const abandoned = await startSync(database.db, communityId)
  await claimSync(database.db, abandoned)
  await database.advance(16_000)
  await work(api, async () => (await stateOf(abandoned)) === 'succeeded')
})

it('applies the other events while one fails', async () => {
  const api = new TestApi([user(2)])
  const { fetch } = api
  const failing = async (url: string, init?: RequestInit) =>
    url.includes(user(1)._id) ? new Response('', { status: 503 }) : fetch(url, init)
  Object.assign(api, { fetch: failing })
  for (const number of [1, 2]) {
    const payload = { memberId: user(number)._id }
    const event = { id: `event-${number}`, name: 'userVisitedServer', known: true, payload }
    await apps.boss.send(eventQueue(communityId), event)
  }
  const history = () => database.db.selectFrom('history').selectAll().execute()
  await work(api, async () => (await history()).length === 1)
  expect(await history()).toMatchObject([{ event_id: 'event-2' }])
  const jobs = await apps.boss.findJobs(eventQueue(communityId), { queued: true })
  expect(jobs).toMatchObject([{ state: 'retry', data: { id: 'event-1' } }])
}, 60_000)
