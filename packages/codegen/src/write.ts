import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'

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

/** Writes all files or none: each beside its place first, and all are moved only when each could be written. */
export async function replaceAll(replacements: readonly Replacement[]): Promise<void> {
  const changed = replacements.filter(({ before, after }) => before !== after)
  try {
    for (const { file, after } of changed) {
      await mkdir(dirname(file), { recursive: true })
      await writeFile(`${file}.new`, after)
    }
    for (const { file } of changed) await rename(`${file}.new`, file)
  } catch (error) {
    await Promise.all(changed.map(({ file }) => rm(`${file}.new`, { force: true })))
    throw error
  }
}
