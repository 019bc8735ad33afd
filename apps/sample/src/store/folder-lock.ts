import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Thrown if another process uses the folder of the embedded database. */
export class FolderInUseError extends Error {
  override readonly name = 'FolderInUseError' as const
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    // The process of another user cannot be signaled, but exists.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function readPid(file: string): number | undefined {
  try {
    return Number(readFileSync(file, 'utf8')) || undefined
  } catch {
    return undefined
  }
}

/**
 * Creates the folder and reserves it for this process, because two processes would destroy the
 * database in it. A process that was killed leaves its file behind, which the next one replaces.
 *
 * @returns A function that frees the folder.
 * @throws FolderInUseError if another process has reserved it.
 */
export function lockFolder(folder: string): () => void {
  mkdirSync(folder, { recursive: true })
  const file = join(folder, 'process.pid')
  const pid = readPid(file)
  // In a container each process may have the same id as the one before.
  if (pid !== undefined && pid !== process.pid && isRunning(pid)) {
    throw new FolderInUseError(
      `The database in ${folder} is in use by process ${pid}. Stop that process, or set ` +
        `DATABASE_URL to a PostgreSQL that several processes can use. If process ${pid} is another ` +
        `program, delete ${file}.`,
    )
  }
  rmSync(file, { force: true })
  writeFileSync(file, String(process.pid), { flag: 'wx' })
  return () => rmSync(file, { force: true })
}
