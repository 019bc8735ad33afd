import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** There is nothing to compare with. The message contains what to do. */
export class NoBaseError extends Error {
  override readonly name = 'NoBaseError'
}

/** A commit to compare with. */
export interface Base {
  /** The tag, branch or other revision that names the commit. */
  name: string
  commit: string
  /** Path of the contract. @default openapi/openapi.yaml */
  path?: string | undefined
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
  if (revision !== undefined) return namedBase(root, revision)
  const releases = '@returning-kit/core@*'
  const tag = await git(root, 'describe', '--tags', '--abbrev=0', '--match', releases)
  const commit = tag && (await commitOf(root, tag))
  if (commit) return { name: tag, commit }
  return mainBase(root)
}

/** Splits `main:api/openapi.yaml`, as git writes a file of a revision. */
export function splitRevision(text: string): { revision: string; path: string | undefined } {
  const [, revision = text, path] = /^([^:]+):(.+)$/.exec(text) ?? []
  return { revision, path }
}

async function namedBase(root: string, text: string): Promise<Base> {
  const { revision, path } = splitRevision(text)
  const commit = await commitOf(root, revision)
  if (commit) return { name: revision, commit, path }
  const isShallow = (await git(root, 'rev-parse', '--is-shallow-repository')) === 'true'
  const advice = isShallow
    ? 'It is a shallow clone: run `git fetch --unshallow --tags`.'
    : 'Pass a tag, a branch, a commit, a file or a folder, or fetch it first.'
  throw new NoBaseError(`This clone has no commit ${revision}. ${advice}`)
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

/** The files of a contract, in a temporary folder. */
export interface ExtractedContract {
  folder: string
  file: string
  remove(): Promise<void>
}

/**
 * Extracts the contract of a commit.
 *
 * @throws NoBaseError if the commit has none.
 */
export async function extractContract(
  root: string,
  { name, commit, path }: Base,
): Promise<ExtractedContract> {
  const folder = await mkdtemp(join(tmpdir(), 'contract-'))
  const remove = () => rm(folder, { recursive: true })
  try {
    // Other files beside the contract may be a part of it.
    const archived = path === undefined ? 'openapi' : dirname(path)
    const archive = join(folder, 'files.tar')
    const isThere = await git(root, 'cat-file', '-e', `${commit}:${path ?? 'openapi'}`)
    if (isThere === undefined)
      throw new NoBaseError(`There is no ${path ?? 'folder openapi/'} at ${name}.`)
    await git(root, 'archive', '--output', archive, commit, archived)
    await run('tar', ['-xf', archive, '-C', folder])
    return { folder, file: join(folder, path ?? 'openapi/openapi.yaml'), remove }
  } catch (error) {
    await remove()
    throw error
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

/**
 * Returns the releases of a range, the oldest first: both ends, and the tags between them that are
 * named like the first one.
 *
 * @throws NoBaseError if this clone does not have an end.
 */
export async function releasesBetween(root: string, from: string, to: string): Promise<Base[]> {
  const ends = [await findBase(root, from), await findBase(root, to)] as const
  const prefix = from.replace(/\d.*$/, '')
  const merged = await git(
    root,
    'tag',
    '--merged',
    ends[1].commit,
    '--no-merged',
    ends[0].commit,
    '--list',
    `${prefix}*`,
    '--sort=creatordate',
  )
  const names = (merged ?? '').split('\n').filter((name) => name !== '' && name !== to)
  const between = await Promise.all(names.map((name) => findBase(root, name)))
  return [ends[0], ...between, ends[1]]
}
