import { join } from 'node:path'
import { readChangesets } from '@changesets/read'
import { readContract } from '../../load/read-contract.ts'
import { type Base, contractAt, git, mainBase } from '../baseline/commit.ts'
import { type Bump, greatest, isLess } from '../bump.ts'
import type { PackageState } from './packages.ts'

/** What is missing before a change of the contract may be merged; empty when nothing is. */
export async function missingChangesets(
  root: string,
  packages: readonly PackageState[],
  base: Base,
): Promise<string[]> {
  const changed = await changesetsSince(root, base)
  const pending = (await readChangesets(root)).filter(({ id }) =>
    changed.has(`.changeset/${id}.md`),
  )
  const problems = packages.flatMap(({ name, written }) => {
    const bumps = pending.flatMap(({ releases }) =>
      releases.filter((release) => release.name === name),
    )
    const has = greatest(bumps.map(({ type }) => type as Bump))
    if (!isLess(has, written)) return []
    return [
      `${name} needs a ${written} changeset, and has ${has === 'none' ? 'none' : `a ${has} one`}.`,
    ]
  })
  return problems.length > 0 ? problems : untold(root, base)
}

// After a release tag the changesets of merged work count, too. What this branch adds to the contract must not hide
// behind them: it has to touch a changeset of its own.
async function untold(root: string, base: Base): Promise<string[]> {
  const main = await mainBase(root).catch(() => undefined)
  if (!main || main.commit === base.commit) return []
  const before = await contractAt(root, main).catch(() => undefined)
  const after = await readContract(join(root, 'openapi/openapi.yaml'))
  if (!before || before.hash === after.hash || (await changesetsSince(root, main)).size > 0)
    return []
  return [`The contract differs from that of ${main.name}, and no changeset says so.`]
}

async function changesetsSince(root: string, { commit }: Base): Promise<Set<string>> {
  const changed = await git(root, 'diff', '--name-only', commit, '--', '.changeset')
  const added = await git(root, 'ls-files', '--others', '--exclude-standard', '.changeset')
  return new Set(
    `${changed ?? ''}\n${added ?? ''}`.split('\n').filter((path) => path.endsWith('.md')),
  )
}
