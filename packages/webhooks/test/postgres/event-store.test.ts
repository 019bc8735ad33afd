import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { createRouter, createTestRequest } from '../../src/index.ts'
import { eventTableSql, postgresStore, type SqlClient } from '../../src/postgres.ts'
import { schemes } from '../helpers.ts'
import { testStore } from '../receive/store-tests.ts'
import { startDatabase } from './database.ts'

let running: Awaited<ReturnType<typeof startDatabase>>
beforeAll(async () => {
  running = await startDatabase()
}, 60_000)
beforeEach(async () => {
  await running.database.exec('truncate webhook_events; drop table if exists points')
})
afterAll(() => running.database.close())

testStore('postgresStore', () => ({
  store: postgresStore(running.database) as never,
  advance: running.advance,
}))

it('separates the events of scopes', async () => {
  const [one, other] = ['one', 'other'].map((scope) => postgresStore(running.database, { scope }))
  expect(await one?.claim('a', 1000)).toMatchObject({ state: 'claimed' })
  expect(await other?.claim('a', 1000)).toMatchObject({ state: 'claimed' })
  expect(await one?.claim('a', 1000)).toMatchObject({ state: 'in-progress' })
})

it('deletes what expired more than a day ago', async () => {
  const store = postgresStore(running.database)
  for (let index = 0; index < 15; index += 1) await store.claim(`old-${index}`, 1000)
  await running.advance(86_400_000)
  await store.claim('early', 1000)
  await running.advance(1001)
  await store.claim('late-1', 1000)
  await store.claim('late-2', 1000)
  const { rows } = await running.database.query<{ id: string }>('select id from webhook_events')
  expect(rows.map(({ id }) => id).sort()).toEqual(['early', 'late-1', 'late-2'])
})

it('uses one statement for each operation', async () => {
  const statements: string[] = []
  const store = postgresStore({
    query(text, values) {
      statements.push(text)
      return running.database.query(text, values)
    },
  })
  const result = await store.claim('a', 1000)
  if (result.state === 'claimed') {
    await store.complete(result.claim, 1000)
    await store.release(result.claim)
  }
  expect(statements).toHaveLength(3)
})

it('uses a table of another name, and creates it once', async () => {
  await running.database.exec('create schema if not exists app')
  await running.database.exec(eventTableSql('app.events'))
  await running.database.exec(eventTableSql('app.events'))
  const store = postgresStore(running.database, { table: 'app.events' })
  expect(await store.claim('a', 1000)).toMatchObject({ state: 'claimed' })
  for (const table of ['', 'a b', 'a;drop table b', 'A', 'a.b.c'])
    expect(() => postgresStore(running.database, { table })).toThrow('The table must be a name')
})

/** A router whose handler adds a point in the transaction that completes the event. */
function pointsRouter(beforeCommit: (transaction: SqlClient) => unknown = () => {}) {
  const options = { scheme: schemes.gcm, store: postgresStore(running.database) }
  const router = createRouter(options).on('userJoinedServer', (event, { complete }) =>
    running.database.transaction(async (transaction) => {
      await transaction.query('insert into points values ($1)', [event.id])
      await complete(transaction)
      await beforeCommit(transaction)
    }),
  )
  const points = async () => (await running.database.query('select * from points')).rows.length
  const deliver = async (id: string) => {
    const request = await createTestRequest('userJoinedServer', {}, { ...options, id })
    return (await router.handle(request)).status
  }
  return { deliver, points }
}

it('commits the work of a handler and the end of its event together', async () => {
  await running.database.exec('create table points (id text)')
  const { deliver, points } = pointsRouter()
  expect([await deliver('a'), await deliver('a'), await points()]).toEqual([200, 200, 1])
})

it('handles an event again if the transaction was rolled back', async () => {
  await running.database.exec('create table points (id text)')
  let failures = 1
  const { deliver, points } = pointsRouter(() => {
    failures -= 1
    if (failures >= 0) throw new Error('The connection was lost.')
  })
  await expect(deliver('a')).rejects.toThrow('The connection was lost.')
  expect(await points()).toBe(0)
  expect([await deliver('a'), await points()]).toEqual([200, 1])
})

it('rolls back a handler whose event another process has taken over', async () => {
  await running.database.exec('create table points (id text)')
  const options = { scheme: schemes.gcm, store: postgresStore(running.database), lease: 30_000 }
  const router = createRouter(options).on('userJoinedServer', async ({ id }, { complete }) => {
    await running.advance(30_000)
    await options.store.claim(id, 60_000)
    await running.database.transaction(async (transaction) => {
      await transaction.query('insert into points values ($1)', [id])
      await complete(transaction)
    })
  })
  const response = await router.handle(await createTestRequest('userJoinedServer', {}, options))
  expect(response.status).toBe(409)
  expect(response.headers.get('retry-after')).toBe('1')
  expect((await running.database.query('select * from points')).rows).toEqual([])
})
