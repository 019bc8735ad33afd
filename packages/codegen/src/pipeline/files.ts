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

/** A file with the text it had and the text it shall have. */
export interface FileChange {
  readonly file: string
  readonly before: string | undefined
  readonly after: string
}

// Of thousands of small files, one after the other is faster than all at once.

/** Compares the wanted text of files with what is there. */
export function readReplacements(wanted: ReadonlyMap<string, string>): FileChange[] {
  return [...wanted].map(([file, after]) => ({
    file,
    before: existsSync(file) ? readFileSync(file, 'utf8') : undefined,
    after,
  }))
}

/** Generated files in folders of nothing else that are not among those wanted. */
export function staleFiles(folders: readonly string[], wanted: ReadonlySet<string>): string[] {
  const found = folders.flatMap((cwd) =>
    globSync('**/*.gen.ts', { cwd }).map((file) => join(cwd, file)),
  )
  return found.filter((file) => !wanted.has(file)).sort()
}

/**
 * Writes all files or none: each beside its place first, and all are moved only when each could be written. Then those
 * that are `gone` go.
 */
export function replaceAll(
  replacements: readonly FileChange[],
  gone: readonly string[] = [],
): void {
  const changed = replacements.filter(({ before, after }) => before !== after)
  try {
    for (const folder of new Set(changed.map(({ file }) => dirname(file))))
      mkdirSync(folder, { recursive: true })
    for (const { file, after } of changed) writeFileSync(`${file}.new`, after)
    for (const { file } of changed) renameSync(`${file}.new`, file)
    for (const file of gone) rmSync(file)
  } catch (error) {
    for (const { file } of changed) rmSync(`${file}.new`, { force: true })
    throw error
  }
}
