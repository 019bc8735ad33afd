// A receiver on PostgreSQL, to be killed. Arguments: how it handles events, and where it pauses.
import { createServer } from 'node:http'
import { createRouter, encrypted, forNode } from '@returning-kit/webhooks'
import {
  enqueue,
  eventTableSql,
  inTransaction,
  postgresStore,
} from '@returning-kit/webhooks/postgres'
import pg from 'pg'
import { PgBoss } from 'pg-boss'

const [mode, pauseAt] = process.argv.slice(2)
const pool = new pg.Pool({ max: 4 })
await pool.query(eventTableSql())
await pool.query('create table if not exists points (event text)')
const boss = new PgBoss({ host: process.env.PGHOST, user: 'postgres', database: 'postgres' })
if (mode === 'queue') {
  await boss.start()
  await boss.createQueue('webhooks')
}

async function pause(place) {
  if (place !== pauseAt) return
  console.log(place)
  await new Promise(() => {})
}

const addPoint = (client, { id }) => client.query('insert into points values ($1)', [id])

const handlers = {
  async plain(event) {
    await pause('claimed')
    await addPoint(pool, event)
    await pause('handled')
  },
  transaction: (event, { complete }) =>
    inTransaction(pool, async (client) => {
      await pause('claimed')
      await addPoint(client, event)
      await pause('handled')
      await complete(client)
      await pause('completed')
    }),
  queue: (event, { complete }) =>
    inTransaction(pool, async (client) => {
      await enqueue(boss, 'webhooks', event, client)
      await pause('handled')
      await complete(client)
      await pause('completed')
    }),
}

const router = createRouter({
  scheme: encrypted({ keys: 'fake-key-of-exactly-32-character' }),
  store: postgresStore(pool),
}).on('userJoinedServer', handlers[mode])
const server = createServer(forNode(router, (error) => console.error(error)))
server.listen(0, '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${server.address().port}/webhooks`)
})
