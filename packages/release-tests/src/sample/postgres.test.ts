import { once } from 'node:events'
import { type AddressInfo, createConnection, createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { startQueue } from '../../../../apps/sample/src/jobs/queue.ts'
import { runSync } from '../../../../apps/sample/src/jobs/run-sync.ts'
import { openStore } from '../../../../apps/sample/src/store/database.ts'
import { addCommunities } from '../../../../apps/sample/src/store/members.ts'
import { startSync, syncById } from '../../../../apps/sample/src/store/syncs.ts'
import { TestApi, users } from '../../../../apps/sample/test/api.ts'
import { type Database, startDatabase } from '../webhooks/database.ts'
import { runSample, sampleFolder, serveApi } from './program.ts'

const communities = ['6167dba9c548eb5c7ec28057', '61100af5c548eb5c7ebc7819']
const cleanups: (() => unknown)[] = []
let database: Database
beforeAll(async () => {
  database = await startDatabase()
})
afterEach(async () => {
  for (const cleanUp of cleanups.splice(0).reverse()) await cleanUp()
})
afterAll(() => database?.stop())

/** Creates a database and returns its URL. */
async function createDatabase(name: string, host = database.env.PGHOST): Promise<string> {
  await database.pool.query(`create database ${name}`)
  return `postgres://postgres@localhost/${name}?host=${encodeURIComponent(host)}`
}

it('passes the tests of the sample on PostgreSQL 18', async () => {
  const { rows } = await database.pool.query('show server_version')
  expect(rows[0].server_version).toMatch(/^18\./)
  const tests = ['test/store', 'test/jobs', 'test/routes']
  const program = runSample(
    [join(sampleFolder, '../../node_modules/vitest/vitest.mjs'), 'run', ...tests],
    { TEST_DATABASE_URL: await createDatabase('tests') },
  )
  const [code] = await program.closed
  expect(code, program.output()).toBe(0)
})

it('leaves no connection in a transaction that failed', async () => {
  const { jobs, close } = await openStore({ databaseUrl: await createDatabase('failed') })
  cleanups.push(close)
  const failing = jobs.executeSql('begin; select 1 / 0; commit')
  await expect(failing).rejects.toThrow('division by zero')
  expect(await jobs.executeSql('select 1 as one')).toEqual({ rows: [{ one: 1 }] })
})

it('starts several job queues on an empty database at once', async () => {
  const databaseUrl = await createDatabase('queues')
  const starts = Array.from({ length: 4 }, async () => {
    const store = await openStore({ databaseUrl })
    cleanups.push(store.close)
    const boss = await startQueue(store, communities)
    cleanups.push(() => boss.stop({ graceful: false }))
  })
  await Promise.all(starts)
})

it('shares the work of several communities, and continues that of a worker that is killed', async () => {
  const api = new TestApi(users(3000))
  api.onPage = () => wait(40)
  const env = {
    DATABASE_URL: await createDatabase('workers'),
    RETURNING_BASE_URL: await serveApi(api, cleanups),
    RETURNING_TOKEN: 'fake-token',
    RETURNING_COMMUNITY_ID: communities.join(),
    REQUESTS_PER_SECOND: '1000',
    PORT: '0',
  }
  const start = (role: string) => {
    const program = runSample(['--conditions=@repo/source', 'src/main.ts', '--role', role], env)
    cleanups.push(() => program.kill())
    return program
  }
  const web = start('web')
  const url = await web.until(/Members of a community: (\S+)/)
  const killed = start('worker')
  const other = start('worker')
  await Promise.any([killed, other].map((worker) => worker.until(/Sync (\d+)/)))
  await wait(Math.random() * 1000)
  await killed.kill()
  const states = async () => {
    const store = await openStore({ databaseUrl: env.DATABASE_URL })
    const rows = await store.db.selectFrom('syncs').selectAll().execute()
    const members = await store.db.selectFrom('members').select(['left_at']).execute()
    await store.close()
    return { rows, members }
  }
  await expect
    .poll(async () => (await states()).rows.map(({ state }) => state), {
      timeout: 120_000,
      interval: 1000,
    })
    .toEqual(['succeeded', 'succeeded'])
  const { rows, members } = await states()
  expect(rows.map(({ community_id }) => community_id).sort()).toEqual([...communities].sort())
  for (const sync of rows) expect(sync).toMatchObject({ members: 3000, pages: 30, marked_left: 0 })
  expect(members).toHaveLength(6000)
  expect(members.every(({ left_at }) => left_at === null)).toBe(true)
  const requested = new Map<string, number>()
  for (const request of api.requests) requested.set(request, (requested.get(request) ?? 0) + 1)
  // A page is read again by the next worker at most, unless it was requested ahead as well.
  expect(Math.max(...requested.values())).toBeLessThanOrEqual(3)
  expect(await (await fetch(url)).text()).toContain('3,000 members')
})

/** Forwards connections to a socket, until it silently forwards nothing any more. */
async function startProxy(path: string): Promise<{ port: number; stall(): void }> {
  const sockets: Socket[] = []
  const server = createServer((socket) => {
    const target = createConnection(path)
    for (const each of [socket, target]) {
      sockets.push(each)
      each.on('error', () => {})
    }
    socket.pipe(target).pipe(socket)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  cleanups.push(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return {
    port: (server.address() as AddressInfo).port,
    stall() {
      for (const socket of sockets) socket.unpipe().pause()
    },
  }
}

it('loses nothing when connections are half open', async () => {
  const direct = await createDatabase('half_open')
  const proxy = await startProxy(join(database.env.PGHOST, '.s.PGSQL.5432'))
  const url = `postgres://postgres@127.0.0.1:${proxy.port}/half_open`
  const store = await openStore({ databaseUrl: url, timeout: 1500 })
  cleanups.push(() => store.close().catch(() => {}))
  const [communityId = ''] = communities
  await addCommunities(store.db, [communityId])
  const api = new TestApi(users(1000))
  let stalls = 0
  api.onPage = (page) => {
    if (page !== 30 && page !== 60) return
    if (stalls > 1) return
    stalls += 1
    proxy.stall()
  }
  const context = api.context(store.db, {
    sleep: (milliseconds, signal) => wait(milliseconds, undefined, { signal }),
  })
  const id = await startSync(store.db, communityId)
  const direction = await openStore({ databaseUrl: direct })
  cleanups.push(() => direction.close())
  await expect
    .poll(
      async () => {
        // A statement on a connection that is half open fails. A worker would try again.
        await runSync(context, id, new AbortController().signal).catch(() => {})
        return (await syncById(direction.db, id))?.state
      },
      { timeout: 120_000, interval: 1000 },
    )
    .toBe('succeeded')
  expect(stalls).toBe(2)
  expect(await syncById(direction.db, id)).toMatchObject({
    members: 1000,
    pages: 100,
    marked_left: 0,
  })
  const members = await direction.db.selectFrom('members').select('left_at').execute()
  expect(members).toHaveLength(1000)
  expect(members.every(({ left_at }) => left_at === null)).toBe(true)
})
