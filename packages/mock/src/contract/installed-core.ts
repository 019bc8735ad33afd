import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, extname, join } from 'node:path'

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
export function installedHash(folder: string = process.cwd()): string | undefined {
  // Resolved from the working directory, else from the mock: the hash must match the core that the
  // project uses. A document other than the bundled one has no core, so its hash is not compared.
  const manifest =
    resolveManifest(join(folder, 'package.json')) ?? resolveManifest(import.meta.filename)
  if (manifest === undefined) return undefined
  const { exports } = JSON.parse(readFileSync(manifest, 'utf8')) as {
    exports?: Record<string, Record<string, string>>
  }
  const entry = exports?.['.']?.[condition]
  return entry === undefined ? undefined : hashIn(join(dirname(manifest), entry))
}

// Reads the module that has the hash. Importing core would take a third of a start.
function hashIn(entry: string): string | undefined {
  const module = join(dirname(entry), `generated/client.gen${extname(entry)}`)
  const code = readFileSync(existsSync(module) ? module : entry, 'utf8')
  return /\bcontractHash = ['"](\w+)['"]/.exec(code)?.[1]
}
