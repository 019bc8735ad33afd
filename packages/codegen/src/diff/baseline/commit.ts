import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { ParsedContract } from '../../load/contract.ts'
import { readContract } from '../../load/read-contract.ts'

const run = promisify(execFile)

/** There is nothing to compare with; the message says what to do. */
export class NoBaseError extends Error {
  override readonly name = 'NoBaseError'
}

/** A commit to compare with. */
export interface Base {
  /** How a person calls it: a tag, a branch, or what was asked for. */
  name: string
  commit: string
}

/** The output of git in a folder, trimmed; undefined when git says no. */
export async function git(root: string, ...args: string[]): Promise<string | undefined> {
  const answer = await run('git', args, { cwd: root, maxBuffer: 1 << 26 }).catch(() => undefined)
  return answer?.stdout.trim()
}

/** The commit that a revision stands for; undefined when it stands for none here. */
export function commitOf(root: string, revision: string): Promise<string | undefined> {
  return git(root, 'rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`)
}

/**
 * Finds what to compare with: the revision asked for, else the last release in the history, else the point where this
 * branch left main.
 *
 * @throws NoBaseError when this clone has none of them.
 */
export async function findBase(root: string, asked?: string): Promise<Base> {
  if (asked !== undefined) {
    const commit = await commitOf(root, asked)
    if (commit) return { name: asked, commit }
    throw new NoBaseError(
      `There is no commit ${asked} in this clone. Name a tag, a branch or a commit, or fetch it first.`,
    )
  }
  const tag = await git(
    root,
    'describe',
    '--tags',
    '--abbrev=0',
    '--match',
    '@returning-kit/core@*',
  )
  const commit = tag && (await git(root, 'rev-parse', '--verify', `${tag}^{commit}`))
  if (commit) return { name: tag, commit }
  return mainBase(root)
}

/** The point where this branch left main. Throws NoBaseError when this clone does not know it. */
export async function mainBase(root: string): Promise<Base> {
  for (const name of ['origin/main', 'main']) {
    const commit = await git(root, 'merge-base', name, 'HEAD')
    if (commit) return { name, commit }
  }
  throw new NoBaseError(
    'This clone has no release tag and no main branch to compare with. Run `git fetch --tags origin main` (with `--unshallow` in a shallow clone), or name a base.',
  )
}

/** Reads the contract of a commit. Throws NoBaseError when the commit has none. */
export async function contractAt(root: string, { name, commit }: Base): Promise<ParsedContract> {
  const folder = await mkdtemp(join(tmpdir(), 'contract-base-'))
  try {
    const archive = join(folder, 'openapi.tar')
    const packed = await git(root, 'archive', '--output', archive, commit, 'openapi')
    if (packed === undefined) throw new NoBaseError(`There is no folder openapi/ at ${name}.`)
    await run('tar', ['-xf', archive, '-C', folder])
    return await readContract(join(folder, 'openapi/openapi.yaml'))
  } finally {
    await rm(folder, { recursive: true })
  }
}
