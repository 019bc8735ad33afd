import { type Problem, problemText } from '../load/problem.ts'
import { type Job, shortPath } from './job.ts'
import { type Report, steps, type WrittenFile } from './run.ts'

const seconds = (ms: number) => `${(ms / 1000).toFixed(2)} s`
const shown = 5
const many = 8

function some(texts: readonly string[], separator: string): string {
  const more = texts.length - shown
  return [...texts.slice(0, shown), ...(more > 0 ? [`and ${more} more`] : [])].join(separator)
}

function fileLine({ file, change }: WrittenFile): string {
  const path = shortPath(file)
  if (change === undefined) return `unchanged  ${path}`
  if (change === 'new' || change === 'gone') return `${change.padEnd(11)}${path}`
  if (change.added + change.removed === 0)
    return `same code  ${path} (only the hash of the contract differs)`
  const names = change.names.length > 0 ? `: ${some(change.names, ' ')}` : ''
  return `changed    ${path} (+${change.added} -${change.removed} lines${names})`
}

// Of many files with the same to say the number is enough.
function fileLines(files: readonly WrittenFile[]): string[] {
  const groups = Map.groupBy(files, ({ change }) =>
    typeof change === 'object' ? 'changed' : (change ?? 'unchanged'),
  )
  return [...groups].flatMap(([kind, members]) => {
    const lines = members.slice(0, many).map(fileLine)
    return members.length > many
      ? [...lines, `${kind.padEnd(11)}${members.length - many} more`]
      : lines
  })
}

function problemLines(title: string, problems: readonly Problem[]): string[] {
  if (problems.length === 0) return []
  return [
    `${title}:`,
    `  ${some(
      problems.map((problem) => problemText(problem, shortPath)),
      '\n  ',
    )}`,
  ]
}

/** What a run did, for a reader: each step with its time, each file with what changed in it. */
export function reportText({ spec }: Job, report: Report, total: number): string {
  const lines = [
    `${shortPath(spec)} (${report.inputs.length} files, sha256 ${report.hash.slice(0, 12)})`,
  ]
  for (const step of steps) {
    const files = fileLines(report.files.filter((written) => written.step === step))
    if (step === 'lint')
      files.push(report.remarks.length === 0 ? 'no problems' : `${report.remarks.length} remarks`)
    for (const [index, text] of files.entries()) {
      const head = index === 0 ? `${step.padEnd(11)}${seconds(report.times[step])}` : ''
      lines.push(`  ${head.padEnd(19)}${text}`)
    }
  }
  lines.push(
    ...problemLines('Odd, but read', report.remarks),
    ...problemLines('Left out', report.skipped),
  )
  const changed = report.files.filter(({ change }) => change !== undefined).length
  const what = `${report.operations} operations, ${report.validators} validators`
  lines.push(`${what}; ${changed} of ${report.files.length} files changed, in ${seconds(total)}`)
  return lines.join('\n')
}
