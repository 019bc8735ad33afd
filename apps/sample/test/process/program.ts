import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PGlite } from '@electric-sql/pglite'
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm'
import { inject, onTestFinished } from 'vitest'
import type { TestApi } from '../api.ts'

const packageFolder = fileURLToPath(new URL('../..', import.meta.url))
const settings = /^(RETURNING_|DATABASE_URL|DATA_FOLDER|HOST$|PORT$|PUBLIC_URL|WEBHOOK_KEY)/
// To optimize PostgreSQL in WebAssembly takes longer than a program of a test uses it.
const flags = ['--conditions=@repo/source', '--liftoff-only']

/** A run of the program. */
export interface Program {
  readonly child: ChildProcess
  readonly output: () => string
  /** The URL that it prints, or an error if it exits before. */
  readonly ready: Promise<string>
  /** Exit code and signal. */
  readonly closed: Promise<unknown[]>
}

/** Runs `main.ts` as `pnpm start` does, in its own process group, as a terminal does. */
export function run(args: readonly string[], env: Record<string, string>): Program {
  const inherited = Object.entries(process.env).filter(([name]) => !settings.test(name))
  const child = spawn(process.execPath, [...flags, 'src/main.ts', ...args], {
    cwd: packageFolder,
    env: { ...Object.fromEntries(inherited), ...env },
    detached: process.platform !== 'win32',
    stdio: 'pipe',
  })
  const closed = once(child, 'close')
  onTestFinished(async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL')
    await closed
  })
  let output = ''
  const ready = new Promise<string>((resolve, reject) => {
    const onData = (chunk: Buffer) => {
      output += chunk
      const url = /Members of a community: (http:\/\/localhost:\d+)\n/.exec(output)?.[1]
      if (url) resolve(url)
    }
    child.stdout?.on('data', onData)
    child.stderr?.on('data', onData)
    closed.then(() => reject(new Error(`The program exited: ${output}`)))
  })
  ready.catch(() => {})
  return { child, output: () => output, ready, closed }
}

/** Returns a folder with an empty database, which the program would need seconds to create. */
export async function dataFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'sample-data-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  await cp(inject('databaseFolder'), join(folder, 'pglite'), { recursive: true })
  return folder
}

/** Opens the database of a folder that no program uses. */
export async function openFolder(folder: string): Promise<PGlite> {
  const pglite = await PGlite.create({ dataDir: join(folder, 'pglite'), extensions: { pg_trgm } })
  onTestFinished(() => pglite.close())
  return pglite
}

/** Serves an API on loopback. Returns its URL. */
export async function serveApi(api: TestApi): Promise<string> {
  const server = createServer(async (request, response) => {
    const answer = await api.fetch(`http://localhost${request.url}`)
    const headers = Object.fromEntries(answer.headers)
    response.writeHead(answer.status, headers).end(Buffer.from(await answer.arrayBuffer()))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
