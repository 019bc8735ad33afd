import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'

// The sources of a workspace match each other, while the build of core may be older.
const condition = import.meta.filename.endsWith('.ts') ? '@repo/source' : 'default'

function resolveManifest(importingFile: string): string | undefined {
  try {
    return createRequire(importingFile).resolve('@returning-kit/core/package.json')
  } catch {
    return undefined
  }
}

/**
 * Returns the hash of the contract that the installed core was generated from, or undefined without
 * a core.
 */
export async function installedHash(folder: string = process.cwd()): Promise<string | undefined> {
  // Resolved from the working directory, else from the mock: the hash must match the core that the
  // project uses. A document other than the bundled one has no core, so its hash is not compared.
  const manifest =
    resolveManifest(join(folder, 'package.json')) ?? resolveManifest(import.meta.filename)
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
