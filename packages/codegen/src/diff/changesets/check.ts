import { join } from 'node:path'
import { readContract } from '../../load/read-contract.ts'
import { type Base, contractAt, git, hasSameContractFiles, mainBase } from '../baseline/commit.ts'
import { type Bump, greatestBump, isLess } from '../bump.ts'
import type { PackageState } from './packages.ts'

/** Returns what is missing before a change of the contract may be merged; empty if nothing is. */
export async function missingChangesets(
  root: string,
  packages: readonly PackageState[],
  base: Base,
): Promise<string[]> {
  const pending = await pendingBumps(root, base)
  const problems = packages.flatMap(({ name, changesetBump }) => {
    const bump = greatestBump(pending.get(name) ?? [])
    if (!isLess(bump, changesetBump)) return []
    const existing = bump === 'none' ? 'none' : `only a ${bump} one`
    return [`${name} needs a ${changesetBump} changeset but has ${existing}.`]
  })
  return problems.length > 0 ? problems : unreportedChanges(root, base)
}

/**
 * Returns a problem if this branch changes the contract and no changeset. The changesets since the
 * last release include those of merged branches. Their bumps may suffice, but they do not describe
 * the change of this branch.
 */
export async function unreportedChanges(root: string, base: Base): Promise<string[]> {
  const main = await mainBase(root).catch(() => undefined)
  if (!main || main.commit === base.commit || (await hasSameContractFiles(root, main))) return []
  const before = await contractAt(root, main).catch(() => undefined)
  const after = await readContract(join(root, 'openapi/openapi.yaml'))
  if (!before || before.hash === after.hash) return []
  if ((await changesetsSince(root, main)).size > 0) return []
  return [`The contract differs from that of ${main.name}, but this branch changes no changeset.`]
}

async function pendingBumps(root: string, base: Base): Promise<Map<string, Bump[]>> {
  // Loaded on demand, since an unchanged contract needs no changesets.
  const { readChangesets } = await import('@changesets/read')
  const changed = await changesetsSince(root, base)
  const bumps = new Map<string, Bump[]>()
  for (const { id, releases } of await readChangesets(root)) {
    if (!changed.has(`.changeset/${id}.md`)) continue
    for (const { name, type } of releases) bumps.set(name, [...(bumps.get(name) ?? []), type])
  }
  return bumps
}

async function changesetsSince(root: string, { commit }: Base): Promise<Set<string>> {
  const changed = await git(root, 'diff', '--name-only', commit, '--', '.changeset')
  const added = await git(root, 'ls-files', '--others', '--exclude-standard', '.changeset')
  return new Set(
    `${changed ?? ''}\n${added ?? ''}`.split('\n').filter((path) => path.endsWith('.md')),
  )
}
