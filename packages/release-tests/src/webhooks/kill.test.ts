import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, inject, it } from 'vitest'
import { createTestRequest, encrypted } from '../../../webhooks/src/index.ts'
import { installIn } from '../tarballs.ts'
import { linked } from '../tools.ts'
import { type Database, startDatabase } from './database.ts'
import { type ServerProcess, startProcess } from './process.ts'

const tarballs = inject('tarballs')
const scheme = encrypted({ keys: 'fake-key-of-exactly-32-character' })
const running: ServerProcess[] = []
let project: string
let database: Database

beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), 'webhooks-'))
  const packages = tarballs.filter(({ folder }) => ['core', 'runtime', 'webhooks'].includes(folder))
  await installIn(project, packages, { dependencies: linked('pg', 'pg-boss') })
  await cp(join(import.meta.dirname, 'postgres-process.js'), join(project, 'main.js'))
  database = await startDatabase()
})
afterEach(() => Promise.all(running.splice(0).map((server) => server.stop())))
afterAll(async () => {
  await database.stop()
  await rm(project, { recursive: true, force: true })
})

type Mode = 'plain' | 'transaction' | 'queue'

async function start(mode: Mode, pauseAt = ''): Promise<ServerProcess> {
  const options = { cwd: project, env: database.env }
  const server = await startProcess(process.execPath, ['main.js', mode, pauseAt], options)
  running.push(server)
  return server
}

/** Returns how often a statement found an event. */
async function count(sql: string, id: string): Promise<number> {
  const { rows } = await database.pool.query(`select count(*)::int as count from ${sql}`, [id])
  return rows[0].count
}
const points = (id: string) => count('points where event = $1', id)
const jobs = (id: string) => count(`pgboss.job where name = 'webhooks' and data->>'id' = $1`, id)

/**
 * Kills a process at a place in its handler, delivers the event to another one, and returns the id
 * of the event.
 */
async function killAt(place: string, mode: Mode): Promise<string> {
  const id = crypto.randomUUID()
  const deliver = async ({ url }: ServerProcess) =>
    fetch(await createTestRequest('userJoinedServer', { user: 1 }, { scheme, url, id }))
  const first = await start(mode, place)
  const other = await start(mode)
  const lost = deliver(first).catch(() => 'lost')
  expect(await first.lines.next()).toEqual({ done: false, value: place })
  await first.stop('SIGKILL')
  expect(await lost).toBe('lost')
  const early = await deliver(other)
  expect(early.status).toBe(409)
  expect(Number(early.headers.get('retry-after'))).toBeGreaterThan(0)
  // Waits until PostgreSQL has noticed that the connection is gone.
  await database.pool.query('update webhook_events set expires_at = now()')
  expect((await deliver(other)).status).toBe(200)
  expect((await deliver(other)).status).toBe(200)
  return id
}

it.each(['claimed', 'handled'])('handles an event at least once: killed when %s', async (place) => {
  const id = await killAt(place, 'plain')
  expect(await points(id)).toBe(place === 'claimed' ? 1 : 2)
})

it.each(['claimed', 'handled', 'completed'])(
  'handles an event once in the transaction that completes it: killed when %s',
  async (place) => {
    expect(await points(await killAt(place, 'transaction'))).toBe(1)
  },
)

it.each(['handled', 'completed'])(
  'queues an event once with pg-boss: killed when %s',
  async (place) => {
    expect(await jobs(await killAt(place, 'queue'))).toBe(1)
  },
)
