// How fast workers sync communities from the mock.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'

const sampleFolder = join(import.meta.dirname, '../../../../apps/sample')

/** What one run measured. */
export interface MeasuredSync {
  readonly workers: number
  readonly members: number
  readonly seconds: number
  /** Highest memory of a worker, in megabytes. */
  readonly peakMemory: number
}

/** Returns the highest resident memory that a process had, in megabytes. */
function peakMemoryOf({ pid }: ChildProcess): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1024
}

/** Syncs each community with a number of workers, each in a process of its own. */
export async function measureSync(
  { databaseUrl, mockUrl }: { databaseUrl: string; mockUrl: string },
  { workers, communities }: { workers: number; communities: readonly string[] },
): Promise<MeasuredSync> {
  const children = Array.from({ length: workers }, () =>
    spawn(process.execPath, ['--conditions=@repo/source', 'src/main.ts', '--role', 'worker'], {
      cwd: sampleFolder,
      stdio: ['ignore', 'ignore', 'inherit'],
      env: {
        ...process.env,
        DATABASE_URL: databaseUrl,
        RETURNING_BASE_URL: mockUrl,
        RETURNING_TOKEN: 'fake-token',
        RETURNING_COMMUNITY_ID: communities.join(),
        REQUESTS_PER_SECOND: '10000',
        PAGE_SIZE: '1000',
        // A scheduled sync would be measured as well.
        SYNC_CRON: '0 0 1 1 *',
      },
    }),
  )
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 1 })
  const query = `select count(*) filter (where state = 'succeeded')::int as ended,
    sum(members)::int as members,
    extract(epoch from max(finished_at) - min(started_at))::float8 as seconds from syncs`
  let row: { ended: number; members: number; seconds: number } | undefined
  while (row?.ended !== communities.length) {
    await delay(500)
    // The tables do not exist before the first worker has started.
    const result = await pool.query(query).catch(() => undefined)
    row = result?.rows[0]
    if (children.some(({ exitCode }) => exitCode !== null)) throw new Error('A worker exited.')
  }
  const peakMemory = Math.max(...children.map(peakMemoryOf))
  await pool.end()
  for (const child of children) {
    child.kill('SIGTERM')
    await once(child, 'exit')
  }
  return { workers, members: row.members, seconds: row.seconds, peakMemory }
}
