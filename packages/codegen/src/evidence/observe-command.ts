import { resolve } from 'node:path'
import { runChangeset } from '../diff/commands.ts'
import { ContractError, problemText } from '../load/problem.ts'
import { readContract } from '../load/read-contract.ts'
import { displayPath, repositoryJob, root } from '../pipeline/job.ts'
import { runPipeline } from '../pipeline/run.ts'
import { learn } from './learn/learn.ts'
import { observe } from './observe.ts'
import { markdownReport } from './report/markdown.ts'
import { type ObservationReport, reportOf } from './report/observation-report.ts'
import { textReport } from './report/text.ts'
import { ContractFiles } from './write/contract-files.ts'

/** Formats of a report. */
export const observeFormats = ['text', 'markdown', 'json'] as const

/** Arguments of `contract:observe`. */
export interface ObserveArguments {
  /** The contract, absolute. */
  readonly spec: string
  readonly files: readonly string[]
  readonly format: (typeof observeFormats)[number]
  readonly baseUrls: readonly string[]
  readonly values: readonly string[]
  /** Whether the contract is edited. */
  readonly write: boolean
  /** Source of the provenance that is written. */
  readonly source: string | undefined
}

/** What the command prints, and the exit code of the process. */
export interface ObserveResult {
  readonly exitCode: number
  readonly output: string
}

/** Exit codes besides 0. 1 is an error, 2 wrong usage, as for other commands. */
const exitCodes = { additions: 3, contradictions: 4 } as const

/** Compares calls with a contract, and edits it if asked to. */
export async function runObserve(options: ObserveArguments): Promise<ObserveResult> {
  const { spec, write, source } = options
  const { document, files } = await readContract(spec)
  const observed = await observe({ ...options, document })
  const contract = await ContractFiles.read([spec, ...files.filter((file) => file !== spec)])
  // Before anything is edited, so that the report has the lines that were judged.
  const report = reportOf(observed, locator(contract), { suggestions: [], changes: [] })
  const learned = learn(observed, document, contract, source)
  const shown = { ...report, suggestions: learned.suggestions }
  if (!write) return { exitCode: exitCodeOf(report), output: printed(shown, options.format) }
  const written = await contract.write()
  const after = await runAfterwards(spec, written)
  const output = printed({ ...shown, changes: [...learned.changes, ...after] }, options.format)
  return { exitCode: 0, output }
}

function locator(contract: ContractFiles) {
  return (pointer: string) => {
    const node = pointer === '' ? undefined : contract.locate(pointer)
    if (!node) return undefined
    const { line, column } = node.file.position(node.path)
    return `${displayPath(node.file.name)}:${line}:${column}`
  }
}

function exitCodeOf({ operations, newOperations }: ObservationReport): number {
  if (operations.some(({ contradictions }) => contradictions.length > 0)) {
    return exitCodes.contradictions
  }
  const adds = operations.some((one) => one.newMembers.length + one.newStatuses.length > 0)
  return adds || newOperations.length > 0 ? exitCodes.additions : 0
}

function printed(report: ObservationReport, format: ObserveArguments['format']): string {
  if (format === 'json') return JSON.stringify(report, null, 2)
  return format === 'markdown' ? markdownReport(report) : textReport(report)
}

// The contract of this repository has generated files and changesets.
async function runAfterwards(spec: string, written: readonly string[]): Promise<string[]> {
  if (written.length === 0 || resolve(spec) !== repositoryJob.spec) return []
  try {
    const { files } = await runPipeline(repositoryJob)
    const generated = files.filter(({ change }) => change !== undefined)
    const changesets = await runChangeset(root, undefined)
    return [`Generated ${generated.length} files.`, ...changesets.output.split('\n')]
  } catch (error) {
    if (!(error instanceof ContractError)) throw error
    const problems = error.problems.map((problem) => problemText(problem, displayPath))
    throw new Error(
      `The contract was edited, and the generator rejects it:\n${problems.join('\n')}\nCorrect it, then run \`pnpm generate\`.`,
    )
  }
}
