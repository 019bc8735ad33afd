import {
  existsSync,
  globSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'

// For thousands of small files synchronous calls are faster than concurrent ones.

/** A file with its current text and the text to write. */
export interface FileChange {
  readonly file: string
  /** Undefined for a new file. */
  readonly before: string | undefined
  readonly after: string
}

/** Reads the current text of files that will be written. */
export function readChanges(texts: ReadonlyMap<string, string>): FileChange[] {
  return [...texts].map(([file, after]) => ({
    file,
    before: existsSync(file) ? readFileSync(file, 'utf8') : undefined,
    after,
  }))
}

/** Returns the generated files in a folder that are not among the current ones. */
export function staleFiles(folder: string, current: ReadonlySet<string>): string[] {
  const files = globSync('**/*.gen.ts', { cwd: folder }).map((file) => join(folder, file))
  return files.filter((file) => !current.has(file)).sort()
}

/**
 * Writes all changed files or none, then removes stale files. Renames the files only after all of
 * them were written.
 */
export function applyChanges(changes: readonly FileChange[], stale: readonly string[] = []): void {
  const changed = changes.filter(({ before, after }) => before !== after)
  try {
    for (const folder of new Set(changed.map(({ file }) => dirname(file)))) {
      mkdirSync(folder, { recursive: true })
    }
    for (const { file, after } of changed) writeFileSync(`${file}.new`, after)
    for (const { file } of changed) renameSync(`${file}.new`, file)
    for (const file of stale) rmSync(file)
  } catch (error) {
    for (const { file } of changed) rmSync(`${file}.new`, { force: true })
    throw error
  }
}

/** Returns whether a file of TypeScript exists and was generated. */
export function isGenerated(file: string): boolean {
  return file.endsWith('.gen.ts') && existsSync(file)
}
