import { stat } from 'node:fs/promises'
import { join, relative, resolve } from 'node:path'
import type { ParsedContract } from '../../load/contract.ts'
import { readContract } from '../../load/read-contract.ts'
import { type Base, commitOf, contractAt, findBase, NoBaseError } from './commit.ts'

/** A contract to compare with, and its name in reports. */
export interface Baseline {
  title: string
  contract: ParsedContract
}

const fileNames = ['openapi.yaml', 'openapi.yml', 'openapi.json', 'openapi/openapi.yaml']

/**
 * Reads the contract to compare with: that of a revision, or one in a file or folder. Like git,
 * this prefers a revision to a path of the same name.
 *
 * @param cwd - The folder that paths are relative to.
 * @throws NoBaseError if there is no such contract.
 */
export async function readBaseline(
  root: string,
  revisionOrPath: string | undefined,
  cwd: string,
): Promise<Baseline> {
  if (revisionOrPath !== undefined && !(await commitOf(root, revisionOrPath))) {
    const file = await contractFile(resolve(cwd, revisionOrPath))
    if (file)
      return { title: `the file ${relative(cwd, file)}`, contract: await readContract(file) }
  }
  const base = await findBase(root, revisionOrPath)
  return { title: titleOf(base), contract: await contractAt(root, base) }
}

function titleOf({ name, commit }: Base): string {
  const shortCommit = commit.slice(0, 8)
  return commit.startsWith(name) ? `commit ${shortCommit}` : `${name} (commit ${shortCommit})`
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
