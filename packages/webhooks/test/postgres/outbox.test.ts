import { afterAll, beforeAll, expect, it } from 'vitest'
import { createRouter, createTestRequest } from '../../src/index.ts'
import { postgresStore, type QueuedEvent } from '../../src/postgres.ts'
import { schemes } from '../helpers.ts'
import { startDatabase } from './database.ts'

// The outbox of the guide `receive-webhooks`.
let running: Awaited<ReturnType<typeof startDatabase>>
beforeAll(async () => {
  running = await startDatabase()
  await running.database.exec(
    'create table outbox (position bigserial primary key, event jsonb not null)',
  )
}, 60_000)
afterAll(() => running.database.close())

function handleNext(handle: (event: QueuedEvent) => Promise<void>): Promise<boolean> {
  return running.database.transaction(async (transaction) => {
    const { rows } = await transaction.query<{ event: QueuedEvent }>(
      `delete from outbox where position = (
         select position from outbox order by position limit 1 for update skip locked
       ) returning event`,
    )
    for (const { event } of rows) await handle(event)
    return rows.length > 0
  })
}

it('keeps an event until a worker has handled it, and gives it to one worker once', async () => {
  const options = { scheme: schemes.gcm, store: postgresStore(running.database) }
  const router = createRouter(options).on('userJoinedServer', (event, { complete }) =>
    running.database.transaction(async (transaction) => {
      await transaction.query('insert into outbox (event) values ($1)', [event])
      await complete(transaction)
    }),
  )
  const ids = ['a', 'b', 'c']
  for (const id of [...ids, ...ids]) {
    const request = await createTestRequest('userJoinedServer', {}, { ...options, id })
    expect((await router.handle(request)).status).toBe(200)
  }
  const died = handleNext(async () => Promise.reject(new Error('The worker died.')))
  await expect(died).rejects.toThrow('The worker died.')
  const handled: string[] = []
  const work = async () => {
    while (await handleNext(async ({ id }) => void handled.push(id)));
  }
  await Promise.all([work(), work()])
  expect(handled.sort()).toEqual(ids)
})
