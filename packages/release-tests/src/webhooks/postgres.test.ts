import pg from 'pg'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { eventTableSql, postgresStore } from '../../../webhooks/src/postgres.ts'
import { testStore } from '../../../webhooks/test/receive/store-tests.ts'
import { type Database, startDatabase } from './database.ts'

let database: Database
/** Connections whose clock does not run. */
let pool: pg.Pool
beforeAll(async () => {
  database = await startDatabase()
  await database.pool.query(`
    create schema clock;
    create table clock.time as select timestamptz '2026-01-01T00:00:00Z' as now;
    create function clock.now() returns timestamptz language sql as 'select now from clock.time';
  `)
  // Functions of `pg_catalog` come first unless the path names it.
  const options = '-c search_path=clock,pg_catalog,public'
  pool = new pg.Pool({ ...database.connection, options })
})
beforeEach(async () => {
  await pool.query(`drop table if exists webhook_events; ${eventTableSql()}`)
})
afterAll(async () => {
  await pool.end()
  await database.stop()
})

const advance = async (ms: number) => {
  await pool.query(`update clock.time set now = now + $1 * interval '1 millisecond'`, [ms])
}

it('is PostgreSQL 18', async () => {
  const { rows } = await pool.query('show server_version')
  expect(rows[0].server_version).toMatch(/^18\./)
})

testStore('postgresStore', () => ({ store: postgresStore(pool) as never, advance }))

it('creates the table once, however many processes start at the same time', async () => {
  const tables = Array.from({ length: 10 }, () => pool.query(eventTableSql('public.other_events')))
  await expect(Promise.all(tables)).resolves.toHaveLength(10)
})

it('does not wait for a transaction that is about to complete the event', async () => {
  const store = postgresStore(pool)
  for (const end of ['commit', 'rollback']) {
    const first = await store.claim(end, 1000)
    if (first.state !== 'claimed') throw new Error('The event is claimed already.')
    const client = await pool.connect()
    await client.query('begin')
    expect(await store.complete(first.claim, 60_000, client)).toBe(true)
    await advance(1000)
    expect(await store.claim(end, 1000)).toEqual({ state: 'in-progress', retryAfter: 1000 })
    await client.query(end)
    client.release()
    const state = end === 'commit' ? 'completed' : 'claimed'
    expect(await store.claim(end, 1000)).toMatchObject({ state })
  }
})

it('rolls back a transaction whose event another process has taken over', async () => {
  const store = postgresStore(pool)
  const first = await store.claim('a', 1000)
  if (first.state !== 'claimed') throw new Error('The event is claimed already.')
  await advance(1000)
  expect(await store.claim('a', 1000)).toMatchObject({ state: 'claimed' })
  const client = await pool.connect()
  await client.query('begin')
  expect(await store.complete(first.claim, 60_000, client)).toBe(false)
  await client.query('rollback')
  client.release()
})
