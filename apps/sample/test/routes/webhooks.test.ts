import { createTestRequest, encrypted } from '@returning-kit/webhooks'
import type { QueuedEvent } from '@returning-kit/webhooks/postgres'
import { beforeEach, expect, it } from 'vitest'
import { applyEvent } from '../../src/jobs/apply-event.ts'
import { deleteEverywhere } from '../../src/jobs/delete-member.ts'
import { eventQueue } from '../../src/jobs/queue.ts'
import { memberHistory } from '../../src/store/history.ts'
import { findMember } from '../../src/store/member-query.ts'
import { allFields, type Field, upsertMembers } from '../../src/store/members.ts'
import { TestApi, type TestUser, user } from '../api.ts'
import { useApp, webhookKey } from '../app.ts'
import { communityId, useDatabase } from '../database.ts'

const database = useDatabase()
const apps = useApp(database)
const queue = eventQueue(communityId)
const member = user(1, { isOnline: false, lastLogin: '2026-06-01T00:00:00Z' })

beforeEach(() => apps.boss.deleteAllJobs(queue))

async function store(users: readonly TestUser[], fields: readonly Field[] = allFields) {
  const readAt = new Date('2026-06-15T11:00:00Z')
  await upsertMembers(database.db, { communityId, fields, users, readAt, syncId: 1 })
}

async function deliver(payload: object, id = 'event-1', name = 'userVisitedServer') {
  const request = await createTestRequest(name, payload, {
    scheme: encrypted({ keys: webhookKey }),
    url: `http://localhost/webhooks/${communityId}`,
    id,
    occurredAt: new Date('2026-06-15T11:30:00Z'),
  })
  return apps.create().request(request)
}

/** Applies the queued events as a worker does. */
async function work(api = new TestApi([member]), fields = allFields): Promise<number> {
  const jobs = await apps.boss.fetch<QueuedEvent>(queue, { batchSize: 100 })
  const context = { ...api.context(database.db, { fields }), boss: apps.boss }
  for (const { id, data } of jobs) {
    await applyEvent({ ...context, communityIds: [communityId] }, communityId, data)
    await apps.boss.complete(queue, id)
  }
  return jobs.length
}

const read = () => findMember(database.db, communityId, member._id)

it('turns a visit into an update, once', async () => {
  await store([member])
  expect((await deliver({ userId: member._id })).status).toBe(200)
  expect((await deliver({ userId: member._id })).status).toBe(200)
  expect(await work()).toBe(1)
  expect(await read()).toMatchObject({
    is_online: true,
    last_login: new Date('2026-06-15T11:30:00Z'),
  })
  const history = await memberHistory(database.db, communityId, member._id)
  expect(history).toMatchObject([{ event_id: 'event-1', name: 'userVisitedServer' }])
})

it('applies a job that runs twice once', async () => {
  await store([member])
  await deliver({ userId: member._id })
  const [job] = await apps.boss.fetch<QueuedEvent>(queue)
  const context = new TestApi().context(database.db)
  const jobContext = { ...context, boss: apps.boss, communityIds: [communityId] }
  for (const _ of [1, 2]) await applyEvent(jobContext, communityId, job?.data as QueuedEvent)
  expect(await memberHistory(database.db, communityId, member._id)).toHaveLength(1)
})

it('queues nothing of a payload but the id of the member', async () => {
  await deliver({ userId: member._id, email: 'private@example.com', secret: 'x' })
  const [job] = await apps.boss.findJobs<QueuedEvent>(queue)
  expect(job?.data.payload).toEqual({ memberId: member._id })
  expect(JSON.stringify(job?.data)).not.toContain('private')
})

it('reads a member that is not stored yet', async () => {
  await deliver({ user: { _id: member._id } }, 'event-2', 'userJoinedServer')
  await work()
  expect(await read()).toMatchObject({ display_name: 'Member 1', left_at: null })
})

it('keeps an event whose member the API does not have, without the member', async () => {
  await deliver({ userId: member._id })
  await work(new TestApi([]))
  expect(await read()).toBeUndefined()
  expect(await database.db.selectFrom('history').selectAll().execute()).toMatchObject([
    { member_id: null },
  ])
})

it('keeps what a member hides hidden', async () => {
  const { isOnline: _, lastLogin: __, ...hidden } = member
  await store([hidden])
  await deliver({ userId: member._id })
  await work()
  expect(await read()).toMatchObject({ is_online: null, last_login: null })
})

it('stores no field that is not requested', async () => {
  const fields = ['displayName'] as const
  await store([member], fields)
  await deliver({ userId: member._id })
  await work(new TestApi([member]), [...fields])
  expect(await read()).toMatchObject({ is_online: null, last_login: null })
})

it('does not replace what was read after the event', async () => {
  await store([member])
  const readAt = new Date('2026-06-15T11:45:00Z')
  await upsertMembers(database.db, {
    communityId,
    fields: allFields,
    users: [member],
    readAt,
    syncId: 2,
  })
  await deliver({ userId: member._id })
  await work()
  expect(await read()).toMatchObject({ is_online: false })
})

it.each([['another key', encrypted({ keys: 'other-key-of-exactly-32-charactr' })]])(
  'rejects a delivery with %s',
  async (_, scheme) => {
    const url = `http://localhost/webhooks/${communityId}`
    const request = await createTestRequest('userVisitedServer', {}, { scheme, url })
    expect((await apps.create().request(request)).status).toBeGreaterThanOrEqual(400)
    expect(await apps.boss.findJobs(queue)).toEqual([])
  },
)

it('does not exist without a key', async () => {
  const app = apps.create({ webhookKey: undefined })
  const request = new Request(`http://localhost/webhooks/${communityId}`, { method: 'POST' })
  expect((await app.request(request)).status).toBe(403)
})

it('is deleted everywhere, and not stored again', async () => {
  await store([member, user(2)])
  await deliver({ userId: member._id }, 'before')
  await work()
  await deliver({ userId: member._id }, 'queued')
  await deliver({ userId: user(2)._id }, 'other')
  await deleteEverywhere(apps.boss, database.db, { communityId, id: member._id })
  await store([member, user(2)])
  await deliver({ userId: member._id }, 'after')
  await work()
  expect(await read()).toBeUndefined()
  const tables = ['members', 'history', 'deleted_members', 'pgboss.job', 'webhook_events'] as const
  for (const table of tables) {
    const rows = await database.db
      .selectFrom(table as 'members')
      .selectAll()
      .execute()
    expect(JSON.stringify(rows)).not.toContain(member._id)
  }
  expect(await findMember(database.db, communityId, user(2)._id)).toBeDefined()
})
