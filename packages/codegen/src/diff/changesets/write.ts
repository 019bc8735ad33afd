import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Comparison } from '../comparison.ts'
import { noticesMarkdown } from '../report/changeset.ts'
import { type Base, git } from '../sides/commit.ts'
import type { PackageState } from './packages.ts'

/**
 * Returns the changesets that a comparison requires, by file name: one per package, for a changelog
 * of its own.
 */
export function changesetFiles(
  comparison: Comparison,
  packages: readonly PackageState[],
  base: Base,
): Map<string, string> {
  const files = new Map<string, string>()
  for (const { name, role, changesetBump } of packages) {
    if (changesetBump === 'none') continue
    const notices = noticesMarkdown(comparison.packages[role].notices)
    const text = `---\n'${name}': ${changesetBump}\n---\n\nThe contract changed.\n\n${notices}\n`
    files.set(`contract-${base.commit.slice(0, 8)}-${shortName(name)}.md`, text)
  }
  return files
}

/** Returns whether a changeset was written by `changesetFiles`, and for that package. */
export function isGeneratedChangeset(path: string, name = '[\\w-]+'): boolean {
  return new RegExp(`(^|/)contract-[0-9a-f]{8}-${shortName(name)}\\.md$`).test(path)
}

// Two packages may have the same role.
const shortName = (name: string) => name.replace(/^@.*\//, '')

/**
 * Writes changesets, and removes those that an earlier run on this branch wrote and that are no
 * longer required.
 *
 * @returns The paths of the files that changed.
 */
export async function writeChangesets(
  root: string,
  files: ReadonlyMap<string, string>,
  base: Base,
): Promise<string[]> {
  const folder = join(root, '.changeset')
  const committed = await git(root, 'ls-tree', '--name-only', base.commit, '.changeset/')
  const filesOfBase = new Set(committed?.split('\n'))
  for (const name of await readdir(folder)) {
    if (isGeneratedChangeset(name) && !filesOfBase.has(`.changeset/${name}`) && !files.has(name))
      await rm(join(folder, name))
  }
  const written: string[] = []
  for (const [name, text] of files) {
    const file = join(folder, name)
    if ((await readFile(file, 'utf8').catch(() => '')) === text) continue
    await writeFile(file, text)
    written.push(`.changeset/${name}`)
  }
  return written
}
