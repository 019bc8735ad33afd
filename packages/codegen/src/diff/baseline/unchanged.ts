import { type Base, findBase, git, mainBase } from './commit.ts'

/**
 * Returns the base that `contract:check` compares with if git alone shows that `openapi/` has not changed since then,
 * nor since the branch left main; otherwise undefined.
 */
export async function unchangedBase(root: string): Promise<Base | undefined> {
  const base = await findBase(root).catch(() => undefined)
  if (!base) return undefined
  const main = await mainBase(root).catch(() => base)
  for (const { commit } of [base, main])
    if ((await git(root, 'diff', '--quiet', commit, '--', 'openapi')) === undefined)
      return undefined
  const untracked = await git(root, 'ls-files', '--others', '--exclude-standard', 'openapi')
  return untracked === '' ? base : undefined
}
