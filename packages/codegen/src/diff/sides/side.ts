import { readFile, stat } from 'node:fs/promises'
import { join, relative, resolve } from 'node:path'
import type { ParsedContract } from '../../load/contract.ts'
import { ContractError, problemText } from '../../load/problem.ts'
import { readJson } from '../../load/read-contract.ts'
import {
  type Base,
  commitOf,
  extractContract,
  findBase,
  NoBaseError,
  splitRevision,
} from './commit.ts'
import { linesOfPointers } from './json-lines.ts'

/** A file and a line of a contract. */
export interface FileLine {
  file: string
  line: number
}

/** One of the contracts that are compared. */
export interface Side {
  /** Its name in reports, such as `main (commit 1234abcd)`. */
  title: string
  contract: ParsedContract
  /** The commit that it was read from. */
  commit?: string
  /** Whether it is the contract that the packages of the repository are generated from. */
  isOwn: boolean
  /** Returns where pointers of the bundled document are. */
  locate(pointers: readonly string[]): Promise<Map<string, FileLine>>
}

const ownFile = 'openapi/openapi.yaml'
const fileNames = ['openapi.yaml', 'openapi.yml', 'openapi.json', ownFile]

/**
 * Reads a contract: that of a revision, one of a revision and a path (`main:api.yaml`), or one in a
 * file or folder. Like git, this prefers a revision to a path of the same name.
 *
 * @param cwd - The folder that paths are relative to.
 * @throws NoBaseError if there is no such contract.
 * @throws ContractError if it cannot be read. Its problems name the side.
 */
export async function readSide(
  root: string,
  revisionOrPath: string | undefined,
  cwd: string,
): Promise<Side> {
  const isRevision =
    revisionOrPath === undefined || (await commitOf(root, splitRevision(revisionOrPath).revision))
  const file = isRevision ? undefined : await contractFile(resolve(cwd, revisionOrPath))
  if (file === undefined) return readCommit(root, await findBase(root, revisionOrPath))
  const title = `the file ${relative(cwd, file)}`
  const side = await readFileSide(file, title, (path) => relative(cwd, path))
  return { ...side, isOwn: file === join(root, ownFile) }
}

/** Reads the contract of the work tree. */
export async function readWorkTree(root: string): Promise<Side> {
  const title = 'openapi/ in the work tree'
  const side = await readFileSide(join(root, ownFile), title, (path) => relative(root, path))
  return { ...side, isOwn: true }
}

/** Reads the contract of a commit. */
export async function readCommit(root: string, base: Base): Promise<Side> {
  const { folder, file, remove } = await extractContract(root, base)
  try {
    const side = await readFileSide(file, titleOf(base), (path) => relative(folder, path))
    return { ...side, commit: base.commit, isOwn: base.path === undefined }
  } finally {
    await remove()
  }
}

function titleOf({ name, commit }: Base): string {
  const shortCommit = commit.slice(0, 8)
  return commit.startsWith(name) ? `commit ${shortCommit}` : `${name} (commit ${shortCommit})`
}

type FileSide = Omit<Side, 'isOwn'>

async function readFileSide(
  file: string,
  title: string,
  displayPath: (file: string) => string,
): Promise<FileSide> {
  try {
    const json = await readJson(file)
    if (json) return await jsonSide(json, file, title, displayPath)
    const { ContractSource } = await import('../../load/redocly-source.ts')
    const source = new ContractSource(file)
    // As the generator reads it: a reference that leads nowhere is mended.
    const contract = await source.read(true)
    // The lines of JSON are found without a tree of the whole file.
    if (file.endsWith('.json')) return await jsonSide(contract, file, title, displayPath)
    const locate = async (pointers: readonly string[]) => {
      const found = await source.locateBundled(pointers)
      return new Map(
        [...found].map(([pointer, { file: path, line }]) => [
          pointer,
          { file: displayPath(path), line },
        ]),
      )
    }
    return { title, contract, locate }
  } catch (error) {
    if (!(error instanceof ContractError)) throw error
    throw new SideError(title, error, displayPath)
  }
}

/** Thrown for a contract that cannot be read. Its message names the side, and no temporary path. */
export class SideError extends Error {
  override readonly name = 'SideError'

  constructor(title: string, error: ContractError, displayPath: (file: string) => string) {
    const lines = error.problems.map((problem) => `  ${problemText(problem, displayPath)}`)
    super(`The contract of ${title} cannot be read:\n${lines.join('\n')}`, { cause: error })
  }
}

async function jsonSide(
  contract: ParsedContract,
  file: string,
  title: string,
  displayPath: (file: string) => string,
): Promise<FileSide> {
  const text = await readFile(file, 'utf8')
  const path = displayPath(file)
  const locate = (pointers: readonly string[]) => {
    const lines = [...linesOfPointers(text, pointers)]
    return Promise.resolve(new Map(lines.map(([pointer, line]) => [pointer, { file: path, line }])))
  }
  return { title, contract, locate }
}

async function contractFile(path: string): Promise<string | undefined> {
  const isFile = async (file: string) =>
    (await stat(file).catch(() => undefined))?.isFile() === true
  if (await isFile(path)) return path
  if (!(await stat(path).catch(() => undefined))) return undefined
  for (const name of fileNames) if (await isFile(join(path, name))) return join(path, name)
  throw new NoBaseError(
    `The folder ${path} has no contract. Expected one of ${fileNames.join(', ')}.`,
  )
}
