// A receiver that adds a point for each event, in the transaction that completes the event.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createRouter, forNode } from '@returning-kit/webhooks'
import { inTransaction, postgresStore } from '@returning-kit/webhooks/postgres'
import pg from 'pg'
import { lease, scheme } from './settings.ts'

const pool = new pg.Pool({ max: 16 })
const options = { scheme, store: postgresStore(pool), lease, handlerTimeout: lease }

const router = createRouter(options).on('userJoinedServer', ({ id }, { complete }) =>
  inTransaction(pool, async (client) => {
    await client.query('insert into points values ($1)', [id])
    await complete(client)
  }),
)

const server = createServer(forNode(router, (error) => console.error(error)))
server.listen(0, '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
})
