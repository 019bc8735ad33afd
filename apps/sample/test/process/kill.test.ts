import { setTimeout as wait } from 'node:timers/promises'
import { createTestRequest, encrypted } from '@returning-kit/webhooks'
import { expect, it } from 'vitest'
import { TestApi, user, users } from '../api.ts'
import { webhookKey } from '../app.ts'
import { communityId } from '../database.ts'
import { dataFolder, openFolder, run, serveApi } from './program.ts'

const memberCount = 1500
const kills = 3

/** Delivers events in turn, each until the receiver has accepted it, as a sender does. */
async function sendEvents(url: () => string, signal: AbortSignal): Promise<string[]> {
  const accepted: string[] = []
  const scheme = encrypted({ keys: webhookKey })
  for (let number = 1; !signal.aborted; number += 1) {
    const id = `event-${number}`
    const payload = { userId: user((number % memberCount) + 1)._id }
    for (;;) {
      const target = `${url()}/webhooks/${communityId}`
      const options = { scheme, url: target, id }
      const request = await createTestRequest('userVisitedServer', payload, options)
      const response = await fetch(request).catch(() => undefined)
      if (response?.ok) break
      // The lease of an event that was being handled has to end.
      await wait(200)
      if (signal.aborted) return accepted
    }
    accepted.push(id)
    await wait(20)
  }
  return accepted
}

it('loses and doubles nothing when it is killed at any moment', async () => {
  const api = new TestApi(users(memberCount))
  const pages: number[] = []
  api.onPage = async (page) => {
    pages.push(page)
    await wait(80)
  }
  const folder = await dataFolder()
  const env = {
    RETURNING_BASE_URL: await serveApi(api),
    RETURNING_TOKEN: 'fake-token',
    RETURNING_COMMUNITY_ID: communityId,
    REQUESTS_PER_SECOND: '1000',
    PAGE_SIZE: '50',
    WEBHOOK_KEY: webhookKey,
    DATA_FOLDER: folder,
    PORT: '0',
  }
  let url = 'http://127.0.0.1:1'
  const ending = new AbortController()
  const sending = sendEvents(() => url, ending.signal)
  for (let kill = 0; kill < kills; kill += 1) {
    const program = run([], env)
    url = await program.ready
    // A moment within the sync, which takes about three seconds without interruption.
    await wait(100 + Math.random() * 900)
    program.child.kill('SIGKILL')
    await program.closed
  }
  const last = run([], env)
  url = await last.ready
  await expect.poll(() => last.output(), { timeout: 120_000 }).toMatch(/succeeded/)
  ending.abort()
  const accepted = await sending
  await expect
    .poll(async () => (await fetch(`${url}/sync`)).text(), { timeout: 60_000 })
    .toContain('Up to date')
  last.child.kill('SIGTERM')
  expect(await last.closed).toEqual([0, null])

  const database = await openFolder(folder)
  const rows = async (query: string) => (await database.query<Record<string, unknown>>(query)).rows
  expect(await rows('select state, members, pages, marked_left from syncs')).toEqual([
    { state: 'succeeded', members: memberCount, pages: 30, marked_left: 0 },
  ])
  const [count] = await rows(
    'select count(*)::integer as all, count(left_at)::integer as gone from members',
  )
  expect(count).toEqual({ all: memberCount, gone: 0 })
  // Accepted events are applied, or queued for the next start.
  const stored = await rows(`
    select event_id as id from history
    union all
    select data->>'id' from pgboss.job
    where name like 'events-%' and state <> 'completed'
      and data->>'id' not in (select event_id from history)`)
  const ids = stored.map(({ id }) => id as string)
  expect(new Set(ids).size).toBe(ids.length)
  expect(accepted.filter((id) => !ids.includes(id))).toEqual([])
  expect(accepted.length).toBeGreaterThan(0)
  // After a crash a page is read again at most, and the one after it that was requested ahead.
  expect(pages.length).toBeLessThanOrEqual(31 + 3 * (kills + 1))
}, 400_000)
