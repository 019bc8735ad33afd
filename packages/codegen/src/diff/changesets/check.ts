import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Bump, changesetBump, greatestBump, isLess } from '../bump.ts'
import type { Comparison } from '../comparison.ts'
import { changesetLine } from '../report/changeset.ts'
import { type Base, git, hasSameContractFiles, mainBase } from '../sides/commit.ts'
import { readCommit, readWorkTree } from '../sides/side.ts'
import type { PackageState } from './packages.ts'
import { isGeneratedChangeset } from './write.ts'

/** Returns what is missing before a change of the contract may be merged; empty if nothing is. */
export async function missingChangesets(
  root: string,
  comparison: Comparison,
  packages: readonly PackageState[],
  base: Base,
): Promise<string[]> {
  const pending = await pendingChangesets(root, base)
  const problems = packages.flatMap((state) => {
    const { name, changesetBump: required } = state
    const changesets = pending.filter(({ bumps }) => bumps.has(name))
    const bump = greatestBump(changesets.map(({ bumps }) => bumps.get(name) ?? 'none'))
    if (isLess(bump, required)) {
      const existing = bump === 'none' ? 'none' : `only a ${bump} one`
      return [`${name} needs a ${required} changeset but has ${existing}.`]
    }
    return unmentioned(comparison, state, changesets)
  })
  return problems.length > 0 ? problems : unreportedChanges(root, base)
}

// A generated changeset contains every notice, unless the contract has changed since. Those that
// are written by hand may use other words.
function unmentioned(
  comparison: Comparison,
  { name, role, version }: PackageState,
  changesets: readonly PendingChangeset[],
): string[] {
  const generated = changesets.filter(({ path }) => isGeneratedChangeset(path, name))
  if (generated.length === 0) return []
  const byHand = greatestBump(
    changesets.flatMap((one) => (generated.includes(one) ? [] : (one.bumps.get(name) ?? []))),
  )
  const texts = generated.map(({ text }) => text).join('\n')
  const missing = comparison.packages[role].notices.filter(
    (notice) =>
      isLess(byHand, changesetBump(notice.bump, version)) && !texts.includes(changesetLine(notice)),
  )
  const [first] = missing
  if (!first) return []
  const paths = generated.map(({ path }) => path).join(' and ')
  const others = missing.length > 1 ? ` and ${missing.length - 1} more` : ''
  return [`${paths} is outdated: it lacks “${changesetLine(first).slice(2)}”${others}.`]
}

/**
 * Returns a problem if this branch changes the contract and no changeset. The changesets since the
 * last release include those of merged branches. Their bumps may suffice, but they do not describe
 * the change of this branch.
 */
export async function unreportedChanges(root: string, base: Base): Promise<string[]> {
  const main = await mainBase(root).catch(() => undefined)
  if (!main || main.commit === base.commit || (await hasSameContractFiles(root, main))) return []
  const before = await readCommit(root, main).catch(() => undefined)
  const after = await readWorkTree(root)
  if (!before || before.contract.hash === after.contract.hash) return []
  if ((await changesetsSince(root, main)).size > 0) return []
  return [`The contract differs from that of ${main.name}, but this branch changes no changeset.`]
}

/** A changeset since the base, and the bumps that it gives to packages. */
interface PendingChangeset {
  path: string
  text: string
  bumps: ReadonlyMap<string, Bump>
}

async function pendingChangesets(root: string, base: Base): Promise<PendingChangeset[]> {
  // Loaded on demand, since an unchanged contract needs no changesets.
  const { readChangesets } = await import('@changesets/read')
  const changed = await changesetsSince(root, base)
  const changesets = (await readChangesets(root)).map(({ id, releases }) => {
    const bumps = new Map(releases.map(({ name, type }) => [name, type]))
    return { path: `.changeset/${id}.md`, bumps }
  })
  return Promise.all(
    changesets
      .filter(({ path }) => changed.has(path))
      .map(async (one) => ({ ...one, text: await readFile(join(root, one.path), 'utf8') })),
  )
}

async function changesetsSince(root: string, { commit }: Base): Promise<Set<string>> {
  const changed = await git(root, 'diff', '--name-only', commit, '--', '.changeset')
  const added = await git(root, 'ls-files', '--others', '--exclude-standard', '.changeset')
  return new Set(
    `${changed ?? ''}\n${added ?? ''}`.split('\n').filter((path) => path.endsWith('.md')),
  )
}
