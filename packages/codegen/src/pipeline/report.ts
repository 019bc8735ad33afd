import type { EmitStep } from '../emit/output.ts'
import { emitSteps } from '../emit/output.ts'
import { type Problem, problemText } from '../load/problem.ts'
import { plural } from '../openapi/plural.ts'
import type { TextChange } from './changes.ts'
import { displayPath, type Job } from './job.ts'

/** Steps of the pipeline in the order of the report. */
export const steps = ['lint', ...emitSteps] as const

export type Step = (typeof steps)[number]

/** A file that a step emitted, compared with the file before. */
export interface WrittenFile {
  readonly step: EmitStep
  readonly file: string
  /** Empty when the file was removed. */
  readonly text: string
  /** Undefined when the text is unchanged. Stale files of an older document are removed. */
  readonly change: TextChange | 'new' | 'removed' | undefined
}

/** What a run of the pipeline did. */
export interface Report {
  /** Milliseconds by step. Reading the files counts as linting. */
  readonly times: Readonly<Record<Step, number>>
  /** Milliseconds of comparing and writing the files. */
  readonly writing: number
  readonly files: readonly WrittenFile[]
  /** Files that were read, absolute. */
  readonly inputs: readonly string[]
  readonly hash: string
  /** Problems of the document that do not affect generated code. */
  readonly remarks: readonly Problem[]
  /**
   * Parts of the document that no code was generated for, or other code than the document asks for.
   */
  readonly skipped: readonly Problem[]
  readonly operations: number
  readonly validators: number
}

const shownItems = 5
const shownFiles = 8

const seconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(2)} s`

function firstItems(items: readonly string[], separator: string, shown = shownItems): string {
  const more = items.length - shown
  return [...items.slice(0, shown), ...(more > 0 ? [`and ${more} more`] : [])].join(separator)
}

function writtenFileLine({ file, change }: WrittenFile): string {
  const path = displayPath(file)
  if (change === undefined) return `unchanged  ${path}`
  if (change === 'new' || change === 'removed') return `${change.padEnd(11)}${path}`
  if (change.added + change.removed === 0) {
    return `reordered  ${path}`
  }
  const names = change.names.length > 0 ? `: ${firstItems(change.names, ' ')}` : ''
  return `changed    ${path} (+${change.added} -${change.removed} lines${names})`
}

// Lists the first files of each kind and the number of the others.
function fileLines(files: readonly WrittenFile[]): string[] {
  const groups = Map.groupBy(files, ({ change }) =>
    typeof change === 'object' ? 'changed' : (change ?? 'unchanged'),
  )
  return [...groups].flatMap(([kind, group]) => {
    const lines = group.slice(0, shownFiles).map(writtenFileLine)
    return group.length > shownFiles
      ? [...lines, `${kind.padEnd(11)}${group.length - shownFiles} more`]
      : lines
  })
}

function problemLines(title: string, problems: readonly Problem[], shown: number): string[] {
  if (problems.length === 0) return []
  const texts = problems.map((problem) => problemText(problem, displayPath))
  return [`${title}:`, `  ${firstItems(texts, '\n  ', shown)}`]
}

function stepLines(step: Step, report: Report): string[] {
  const lines = fileLines(report.files.filter((written) => written.step === step))
  if (step === 'lint') {
    const { length } = report.remarks
    lines.push(length === 0 ? 'no problems' : plural(length, 'tolerated problem'))
  }
  return lines.map((line, index) => {
    const head = index === 0 ? `${step.padEnd(11)}${seconds(report.times[step])}` : ''
    return `  ${head.padEnd(19)}${line}`
  })
}

/** Returns a report as text: each step with its time, each file with what changed in it. */
export function reportText({ spec }: Job, report: Report, total: number): string {
  const { inputs, hash, files, operations, validators } = report
  const changed = files.filter(({ change }) => change !== undefined).length
  return [
    `${displayPath(spec)} (${plural(inputs.length, 'file')}, sha256 ${hash.slice(0, 12)})`,
    ...steps.flatMap((step) => stepLines(step, report)),
    ...problemLines('Tolerated problems', report.remarks, shownItems),
    ...problemLines('Skipped or mended', report.skipped, Infinity),
    `${plural(operations, 'operation')}, ${plural(validators, 'validator')}; ${changed} of ${plural(files.length, 'file')} changed, in ${seconds(total)}`,
  ].join('\n')
}
