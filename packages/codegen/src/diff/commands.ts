import { join } from 'node:path'
import { readContract } from '../load/read-contract.ts'
import { readBaseline } from './baseline/baseline.ts'
import {
  type Base,
  contractAt,
  findBase,
  hasSameContractFiles,
  NoBaseError,
} from './baseline/commit.ts'
import { exitCode } from './bump.ts'
import { missingChangesets, unreportedChanges } from './changesets/check.ts'
import { packageStates } from './changesets/packages.ts'
import { changesetFiles, writeChangesets } from './changesets/write.ts'
import { type Comparison, unchangedComparison } from './comparison.ts'
import { markdownReport, textReport } from './report.ts'

/** What a command prints, and the exit code of the process. */
export interface CommandResult {
  exitCode: number
  output: string
}

/** Where `contract:diff` reads the contracts, and how it prints the report. */
export interface DiffOptions {
  /**
   * A revision, or a file or folder of a contract.
   * @default the last release, else the commit where the branch left main
   */
  base: string | undefined
  /** The folder that a path in `base` is relative to. */
  cwd: string
  markdown: boolean
}

/** Reports the changes of the contract in a repository. */
export async function runDiff(root: string, options: DiffOptions): Promise<CommandResult> {
  const { title, contract } = await readBaseline(root, options.base, options.cwd)
  const comparison = await compareWithWorkTree(root, contract)
  const packages = await packageStates(root, comparison)
  const report = options.markdown ? markdownReport : textReport
  return { exitCode: exitCode(comparison.bump), output: report(comparison, packages, title) }
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
  if (comparison.bump === 'none') return checkUnchanged(root, base)
  const problems = await missingChangesets(root, packages, base)
  return problems.length > 0
    ? failed(problems)
    : passed(`The changesets cover the changes of the contract since ${base.name}.`)
}

async function checkUnchanged(root: string, base: Base): Promise<CommandResult> {
  const problems = await unreportedChanges(root, base)
  return problems.length > 0
    ? failed(problems)
    : passed(`The contract is equal to that of ${base.name}.`)
}

async function compareWithBase(root: string, base: Base) {
  const comparison = await compareWithWorkTree(root, await contractAt(root, base))
  return { comparison, packages: await packageStates(root, comparison) }
}

async function compareWithWorkTree(
  root: string,
  before: Awaited<ReturnType<typeof contractAt>>,
): Promise<Comparison> {
  const after = await readContract(join(root, 'openapi/openapi.yaml'))
  if (before.hash === after.hash) return unchangedComparison()
  // Loaded on demand: equal contracts need neither TypeScript nor the generator.
  const { compareContracts } = await import('./compare-contracts.ts')
  return compareContracts(before, after)
}

function failed(problems: readonly string[]): CommandResult {
  const advice = 'Run `pnpm contract:changeset`, review the files that it writes, and commit them.'
  return { exitCode: 1, output: [...problems, advice].join('\n') }
}

function passed(output: string): CommandResult {
  return { exitCode: 0, output }
}
