import { glob, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** A file with the text it had and the text it shall have. */
export interface Replacement {
  readonly file: string
  readonly before: string | undefined
  readonly after: string
}

/** Compares the wanted text of files with what is there. */
export function readReplacements(wanted: ReadonlyMap<string, string>): Promise<Replacement[]> {
  return Promise.all(
    [...wanted].map(async ([file, after]) => ({ file, before: await readFile(file, 'utf8').catch(() => undefined), after })),
  )
}

/** Generated files in folders of nothing else that are not among those wanted. */
export async function strays(folders: readonly string[], wanted: ReadonlySet<string>): Promise<string[]> {
  const found: string[] = []
  for (const cwd of folders) {
    for await (const file of glob('**/*.gen.ts', { cwd })) if (!wanted.has(join(cwd, file))) found.push(join(cwd, file))
  }
  return found.sort()
}

/**
 * Writes all files or none: each beside its place first, and all are moved only when each could be written. Then those
 * that are `gone` go.
 */
export async function replaceAll(replacements: readonly Replacement[], gone: readonly string[] = []): Promise<void> {
  const changed = replacements.filter(({ before, after }) => before !== after)
  try {
    for (const { file, after } of changed) {
      await mkdir(dirname(file), { recursive: true })
      await writeFile(`${file}.new`, after)
    }
    for (const { file } of changed) await rename(`${file}.new`, file)
    for (const file of gone) await rm(file)
  } catch (error) {
    await Promise.all(changed.map(({ file }) => rm(`${file}.new`, { force: true })))
    throw error
  }
}
