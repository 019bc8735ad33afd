import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Base, git } from '../baseline/commit.ts'
import type { Comparison } from '../comparison.ts'
import { changesMarkdown } from '../report.ts'
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
    const changes = changesMarkdown(comparison.packages[role].changes)
    const text = `---\n'${name}': ${changesetBump}\n---\n\nThe contract changed.\n\n${changes}\n`
    files.set(`contract-${base.commit.slice(0, 8)}-${role}.md`, text)
  }
  return files
}

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
    const isGenerated = /^contract-[0-9a-f]{8}-\w+\.md$/.test(name)
    if (isGenerated && !filesOfBase.has(`.changeset/${name}`) && !files.has(name))
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
