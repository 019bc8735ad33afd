import { missingChangesets, unreportedChanges } from './changesets/check.ts'
import { packageStates } from './changesets/packages.ts'
import { changesetFiles, writeChangesets } from './changesets/write.ts'
import { compareSides } from './compare-sides.ts'
import { type Base, findBase, hasSameContractFiles, NoBaseError } from './sides/commit.ts'
import { readCommit, readWorkTree } from './sides/side.ts'

/** What a command prints, and the exit code of the process. */
export interface CommandResult {
  exitCode: number
  output: string
}

/** Writes the changesets that the changes of the contract require. */
export async function runChangeset(
  root: string,
  revision: string | undefined,
): Promise<CommandResult> {
  const base = await findBase(root, revision)
  const { comparison, packages } = await compareWithBase(root, base)
  const files = changesetFiles(comparison, packages, base)
  const written = await writeChangesets(root, files, base)
  if (comparison.bump === 'none')
    return passed(`The contract is equal to that of ${base.name}; no changeset is needed.`)
  if (written.length === 0) return passed('The changesets are up to date.')
  return passed(written.map((file) => `wrote ${file}`).join('\n'))
}

/** Checks that changesets cover the changes of the contract. */
export async function runCheck(root: string, revision: string | undefined): Promise<CommandResult> {
  try {
    return await checkAgainst(root, await findBase(root, revision))
  } catch (error) {
    // A shallow clone has no history to compare with. CI checks in a full clone.
    if (!(error instanceof NoBaseError) || revision !== undefined) throw error
    return passed(`Not compared: ${error.message}`)
  }
}

async function checkAgainst(root: string, base: Base): Promise<CommandResult> {
  if (await hasSameContractFiles(root, base)) return checkUnchanged(root, base)
  const { comparison, packages } = await compareWithBase(root, base)
  if (comparison.problems.length > 0) return failed(comparison.problems)
  if (comparison.bump === 'none') return checkUnchanged(root, base)
  const problems = await missingChangesets(root, comparison, packages, base)
  return problems.length > 0
    ? failed([...problems, advice])
    : passed(`The changesets cover the changes of the contract since ${base.name}.`)
}

async function checkUnchanged(root: string, base: Base): Promise<CommandResult> {
  const problems = await unreportedChanges(root, base)
  return problems.length > 0
    ? failed([...problems, advice])
    : passed(`The contract is equal to that of ${base.name}.`)
}

async function compareWithBase(root: string, base: Base) {
  const sides = { before: await readCommit(root, base), after: await readWorkTree(root) }
  const comparison = await compareSides(sides)
  return { comparison, packages: await packageStates(root, comparison) }
}

const advice = 'Run `pnpm contract:changeset`, review the files that it writes, and commit them.'

function failed(problems: readonly string[]): CommandResult {
  return { exitCode: 1, output: problems.join('\n') }
}

function passed(output: string): CommandResult {
  return { exitCode: 0, output }
}
