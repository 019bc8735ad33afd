import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'

// In the workspace sources belong together; a build of core may be older than they are.
const condition = import.meta.filename.endsWith('.ts') ? '@repo/source' : 'default'

function manifestFrom(file: string): string | undefined {
  try {
    return createRequire(file).resolve('@returning-kit/core/package.json')
  } catch {
    return undefined
  }
}

/** Hash of the contract that the core of a project was generated from; undefined where no core is installed. */
export async function installedHash(folder: string = process.cwd()): Promise<string | undefined> {
  const manifest = manifestFrom(join(folder, 'package.json')) ?? manifestFrom(import.meta.filename)
  if (manifest === undefined) return undefined
  const { exports } = JSON.parse(await readFile(manifest, 'utf8')) as {
    exports?: Record<string, Record<string, string>>
  }
  const entry = exports?.['.']?.[condition]
  if (entry === undefined) return undefined
  const { contractHash } = (await import(pathToFileURL(join(dirname(manifest), entry)).href)) as {
    contractHash?: string
  }
  return contractHash
}
