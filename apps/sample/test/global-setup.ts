import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { PGlite } from '@electric-sql/pglite'
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm'
import { Kysely, PGliteDialect } from 'kysely'
import { fromPglite } from 'pg-boss'
import type { TestProject } from 'vitest/node'
import { startQueue } from '../src/jobs/queue.ts'
import { migrate } from '../src/store/migrate.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** File with an empty database that has all tables. */
    databaseFile: string
    /** Folder with the same database, for a program. */
    databaseFolder: string
  }
}

// As in the workers: to optimize PostgreSQL takes longer than this uses it.
setFlagsFromString('--liftoff-only')

/** Creates the database that each test file starts with. Creating one takes seconds. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'sample-'))
  const pglite = await PGlite.create({ extensions: { pg_trgm } })
  const db = new Kysely<never>({ dialect: new PGliteDialect({ pglite }) })
  await migrate(db)
  const store = { db: db as never, jobs: fromPglite(pglite), isEmbedded: true }
  const boss = await startQueue({ ...store, close: async () => {} }, ['6167dba9c548eb5c7ec28057'])
  await boss.stop()
  const dump = await pglite.dumpDataDir('none')
  await pglite.close()
  const file = join(folder, 'database.tar')
  await writeFile(file, Buffer.from(await dump.arrayBuffer()))
  project.provide('databaseFile', file)
  const dataDir = join(folder, 'pglite')
  await (await PGlite.create({ dataDir, loadDataDir: dump, extensions: { pg_trgm } })).close()
  project.provide('databaseFolder', dataDir)
  return () => rm(folder, { recursive: true, force: true })
}
