import { afterAll, beforeAll, expect, it } from 'vitest'
import { createRouter, createTestRequest } from '../../src/index.ts'
import { enqueue, type JobQueue, postgresStore } from '../../src/postgres.ts'
import { schemes } from '../helpers.ts'
import { startDatabase } from './database.ts'

// Real pg-boss is tested with real PostgreSQL, see packages/release-tests.
let running: Awaited<ReturnType<typeof startDatabase>>
beforeAll(async () => {
  running = await startDatabase()
  await running.database.exec('create table jobs (queue text, data jsonb)')
}, 60_000)
afterAll(() => running.database.close())

const boss: JobQueue = {
  async send(name, data, { db }) {
    await db.executeSql('insert into jobs values ($1, $2)', [name, JSON.stringify(data)])
    return 'job-1'
  },
}

it('creates the job and completes the event in one transaction', async () => {
  const options = { scheme: schemes.signed, store: postgresStore(running.database) }
  let failures = 1
  const router = createRouter(options).on('userJoinedServer', (event, { complete }) =>
    running.database.transaction(async (transaction) => {
      await enqueue(boss, 'webhooks', event, transaction)
      await complete(transaction)
      failures -= 1
      if (failures >= 0) throw new Error('The process is stopping.')
    }),
  )
  const request = await createTestRequest(
    'userJoinedServer',
    { user: 1 },
    { ...options, id: 'event-1', occurredAt: new Date(0) },
  )
  const jobs = async () => (await running.database.query('select * from jobs')).rows
  await expect(router.handle(request.clone())).rejects.toThrow('The process is stopping.')
  expect(await jobs()).toEqual([])
  expect((await router.handle(request.clone())).status).toBe(200)
  expect((await router.handle(request)).status).toBe(200)
  expect(await jobs()).toEqual([
    {
      queue: 'webhooks',
      data: {
        known: true,
        name: 'userJoinedServer',
        id: 'event-1',
        payload: { user: 1 },
        occurredAt: '1970-01-01T00:00:00.000Z',
        sentAt: expect.any(String),
      },
    },
  ])
})

it('throws if the queue creates no job', async () => {
  const none: JobQueue = { send: async () => null }
  const event = { id: 'a', payload: 1, occurredAt: undefined, sentAt: undefined }
  await expect(
    enqueue(none, 'webhooks', { known: false, name: 'x', ...event }, running.database),
  ).rejects.toThrow('pg-boss created no job in the queue `webhooks`.')
})
