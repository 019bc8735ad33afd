import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Base, git } from '../baseline/commit.ts'
import type { Comparison } from '../compare-contracts.ts'
import { noticedMarkdown } from '../report.ts'
import type { PackageState } from './packages.ts'

/** The text of each changeset file a comparison asks for, by its name: one for each package, so each log tells its own. */
export function changesetFiles(
  comparison: Comparison,
  packages: readonly PackageState[],
  base: Base,
): Map<string, string> {
  const files = new Map<string, string>()
  for (const { name, role, written } of packages) {
    const { noticed } = comparison.packages[role]
    if (written === 'none') continue
    const text = `---\n'${name}': ${written}\n---\n\nThe contract changed.\n\n${noticedMarkdown(noticed)}\n`
    files.set(`contract-${base.commit.slice(0, 8)}-${role}.md`, text)
  }
  return files
}

/** Writes the changesets of a comparison, in the place of those that an earlier run of this branch wrote. */
export async function writeChangesets(
  root: string,
  files: ReadonlyMap<string, string>,
  base: Base,
): Promise<string[]> {
  const folder = join(root, '.changeset')
  const kept = new Set(
    (await git(root, 'ls-tree', '--name-only', base.commit, '.changeset/'))?.split('\n'),
  )
  for (const name of await readdir(folder)) {
    const isOurs = /^contract-[0-9a-f]{8}-\w+\.md$/.test(name) && !kept.has(`.changeset/${name}`)
    if (isOurs && !files.has(name)) await rm(join(folder, name))
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
