import type { ParsedContract } from '../load/contract.ts'
import { readContract } from '../load/read-contract.ts'
import { displayPath } from '../pipeline/job.ts'
import { learn } from './learn/learn.ts'
import { type Observed, observe } from './observe.ts'
import { observationMarkdown } from './report/observation-markdown.ts'
import { type ObservationReport, reportOf } from './report/observation-report.ts'
import { observationText } from './report/observation-text.ts'
import type { ReportFormat } from './report/report-formats.ts'
import { ContractFiles } from './write/contract-files.ts'

/** Arguments of `contract:observe`. */
export interface ObserveArguments {
  /** The contract, absolute. */
  readonly spec: string
  readonly files: readonly string[]
  readonly format: ReportFormat
  readonly baseUrls: readonly string[]
  readonly values: readonly string[]
  /** Whether the contract is edited. */
  readonly write: boolean
  /** Whether operations that the contract does not have are added. */
  readonly newOperations: boolean
  /** Source of the provenance that is written. */
  readonly source: string | undefined
  /** Runs after files were written. Returns what it did. */
  readonly afterWrite: () => Promise<readonly string[]>
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
  const contract = await readContract(options.spec)
  return concludeObservation(
    await observe({ ...options, document: contract.document }),
    contract,
    options,
  )
}

/** Reports an observation, and edits the contract if asked to. */
export async function concludeObservation(
  observed: Observed,
  { document, files: all }: ParsedContract,
  {
    spec,
    write,
    newOperations,
    source,
    format,
    afterWrite,
  }: Omit<ObserveArguments, 'files' | 'baseUrls' | 'values'>,
): Promise<ObserveResult> {
  const files = await ContractFiles.read([spec, ...all.filter((file) => file !== spec)])
  // Before anything is edited, so that the report has the lines that were judged.
  const report = reportOf(observed, locator(files), { suggestions: [], changes: [] })
  const { changes, suggestions } = learn(observed, document, files, {
    source,
    newOperations,
  })
  if (!write) {
    return { exitCode: exitCodeOf(report), output: printed({ ...report, suggestions }, format) }
  }
  const written = await files.write()
  const after = written.length > 0 ? await afterWrite() : []
  const shown = { ...report, suggestions, changes: [...changes, ...after] }
  return { exitCode: 0, output: printed(shown, format) }
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

function printed(report: ObservationReport, format: ReportFormat): string {
  if (format === 'json') return JSON.stringify(report, null, 2)
  return format === 'markdown' ? observationMarkdown(report) : observationText(report)
}
