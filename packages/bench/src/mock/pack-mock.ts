import { execFile } from 'node:child_process'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

const mock = join(import.meta.dirname, '../../../mock')

/** Packs the built mock as it is published. Returns the tarball. */
export async function packMock(folder: string): Promise<string> {
  const args = ['--yes', 'pnpm@12', 'pack', '--pack-destination', folder]
  await promisify(execFile)('npx', args, { cwd: mock })
  const name = (await readdir(folder)).find((file) => file.endsWith('.tgz'))
  return join(folder, name ?? '')
}
