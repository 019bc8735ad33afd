import { stat } from 'node:fs/promises'
import { join, relative, resolve } from 'node:path'
import type { ParsedContract } from '../../load/contract.ts'
import { readContract } from '../../load/read-contract.ts'
import { type Base, commitOf, contractAt, findBase, NoBaseError } from './commit.ts'

/** A contract to compare with, and how a report calls it. */
export interface Baseline {
  title: string
  contract: ParsedContract
}

const names = ['openapi.yaml', 'openapi.yml', 'openapi.json', 'openapi/openapi.yaml']

/**
 * Reads the contract to compare with: that of a commit, or one in a file or a folder. What is both a revision and a path
 * is a revision, as git has it.
 *
 * @param cwd - The folder that paths are told from.
 * @throws NoBaseError when there is none.
 */
export async function contractAgainst(
  root: string,
  asked: string | undefined,
  cwd: string,
): Promise<Baseline> {
  if (asked !== undefined && !(await commitOf(root, asked))) {
    const file = await contractFile(resolve(cwd, asked))
    if (file)
      return { title: `the file ${relative(cwd, file)}`, contract: await readContract(file) }
  }
  const base = await findBase(root, asked)
  return { title: titleOf(base), contract: await contractAt(root, base) }
}

/** How a report calls a commit: by name, and by what the name stood for. */
function titleOf({ name, commit }: Base): string {
  return commit.startsWith(name)
    ? `commit ${commit.slice(0, 8)}`
    : `${name} (commit ${commit.slice(0, 8)})`
}

async function contractFile(path: string): Promise<string | undefined> {
  const isFile = async (file: string) =>
    (await stat(file).catch(() => undefined))?.isFile() === true
  if (await isFile(path)) return path
  if (!(await stat(path).catch(() => undefined))) return undefined
  for (const name of names) if (await isFile(join(path, name))) return join(path, name)
  throw new NoBaseError(
    `The folder ${path} has no contract; it should have one of ${names.join(', ')}.`,
  )
}
