import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { ParsedContract } from '../../load/contract.ts'
import { readContract } from '../../load/read-contract.ts'

const run = promisify(execFile)

/** There is nothing to compare with. The message says what to do. */
export class NoBaseError extends Error {
  override readonly name = 'NoBaseError'
}

/** A commit to compare with. */
export interface Base {
  /** The tag, branch or other revision that names the commit. */
  name: string
  commit: string
}

/** Returns the trimmed output of git in a folder; undefined if git fails. */
export async function git(root: string, ...args: string[]): Promise<string | undefined> {
  const result = await run('git', args, { cwd: root, maxBuffer: 1 << 26 }).catch(() => undefined)
  return result?.stdout.trim()
}

/** Returns the commit of a revision; undefined if this clone does not have it. */
export function commitOf(root: string, revision: string): Promise<string | undefined> {
  return git(root, 'rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`)
}

/**
 * Returns the commit of a revision. Without a revision it is the last release in the history, or
 * else the commit where this branch left main.
 *
 * @throws NoBaseError if this clone has none of them.
 */
export async function findBase(root: string, revision?: string): Promise<Base> {
  if (revision !== undefined) {
    const commit = await commitOf(root, revision)
    if (commit) return { name: revision, commit }
    throw new NoBaseError(
      `This clone has no commit ${revision}. Pass a tag, a branch or a commit, or fetch it first.`,
    )
  }
  const releases = '@returning-kit/core@*'
  const tag = await git(root, 'describe', '--tags', '--abbrev=0', '--match', releases)
  const commit = tag && (await commitOf(root, tag))
  if (commit) return { name: tag, commit }
  return mainBase(root)
}

/**
 * Returns the commit where this branch left main.
 *
 * @throws NoBaseError if this clone does not have it.
 */
export async function mainBase(root: string): Promise<Base> {
  for (const name of ['origin/main', 'main']) {
    const commit = await git(root, 'merge-base', name, 'HEAD')
    if (commit) return { name, commit }
  }
  throw new NoBaseError(
    'This clone has no release tag and no main branch to compare with. Run `git fetch --tags origin main` (with `--unshallow` in a shallow clone), or pass a base.',
  )
}

/**
 * Reads the contract of a commit.
 *
 * @throws NoBaseError if the commit has none.
 */
export async function contractAt(root: string, { name, commit }: Base): Promise<ParsedContract> {
  const folder = await mkdtemp(join(tmpdir(), 'contract-base-'))
  try {
    const archive = join(folder, 'openapi.tar')
    const archived = await git(root, 'archive', '--output', archive, commit, 'openapi')
    if (archived === undefined) throw new NoBaseError(`There is no folder openapi/ at ${name}.`)
    await run('tar', ['-xf', archive, '-C', folder])
    return await readContract(join(folder, 'openapi/openapi.yaml'))
  } finally {
    await rm(folder, { recursive: true })
  }
}

/**
 * Returns whether the contract has the files that it has at a commit, and thus the same hash. Only
 * git is asked: to compute a hash, Redocly has to bundle the files.
 */
export async function hasSameContractFiles(root: string, { commit }: Base): Promise<boolean> {
  const [folder, changed, untracked] = await Promise.all([
    git(root, 'rev-parse', '--verify', '--quiet', `${commit}:openapi`),
    git(root, 'diff', '--name-only', commit, '--', 'openapi'),
    git(root, 'ls-files', '--others', '--', 'openapi'),
  ])
  return folder !== undefined && changed === '' && untracked === ''
}
