import { plural } from '../../openapi/plural.ts'
import type { Share } from './coverage.ts'
import {
  type ObservationReport,
  type OperationReport,
  placeText,
  type ReportedDifference,
} from './observation-report.ts'

/** Returns a report for a terminal. */
export function observationText(report: ObservationReport): string {
  const { operations, newOperations } = report
  const seen = operations.filter(({ verdict }) => verdict !== 'never seen')
  const unseen = operations.length - seen.length
  return [
    coverageText(report),
    ...seen.map(operationText),
    ...(unseen > 0 ? [`${plural(unseen, 'operation')} never seen.`] : []),
    ...section('Not in the contract', newOperations.map(newOperationText)),
    ...section('Suggestions', report.suggestions),
    ...section('Changes', report.changes),
    ...section('Warnings', report.warnings),
  ].join('\n')
}

/** Returns the coverage of the contract as a sentence. */
export function coverageText({ coverage }: ObservationReport): string {
  const share = ({ seen, total }: Share, noun: string) => `${seen} of ${total} ${noun}`
  const { operations, statuses, members } = coverage
  return `Seen: ${share(operations, 'operations')}, ${share(statuses, 'statuses')}, ${share(members, 'members')}.`
}

function operationText(one: OperationReport): string {
  const statuses = Object.entries(one.statuses).map(([status, count]) => `${status}: ${count}`)
  const head = `${one.operation} (${one.method} ${one.path}): ${one.verdict}, ${plural(one.calls, 'call')} (${statuses.join(', ')})`
  return [
    head,
    ...one.contradictions.map((each) => `  ! ${differenceText(each)}`),
    ...one.newMembers.map((each) => `  + ${differenceText(each)}`),
    ...one.newStatuses.map(
      ({ status, received, count }) =>
        `  + status ${status} is not declared; received ${received} (${times(count)})`,
    ),
  ].join('\n')
}

/** Returns a difference as a sentence. */
export function differenceText(one: ReportedDifference): string {
  const { keyword, expected, received, count, location } = one
  const place = placeText(one)
  const where = location ? `, ${location}` : ''
  if (keyword === undefined)
    return `${place} is not declared; received ${received} (${times(count)}${where})`
  if (keyword === 'required') return `${place} lacks ${expected} (${times(count)}${where})`
  const rule = keyword === 'type' ? expected : `${keyword} ${expected}`
  return `${place} expected ${rule}, received ${received} (${times(count)}${where})`
}

export function newOperationText(one: ObservationReport['newOperations'][number]): string {
  return `${one.method} ${one.path}: ${times(one.count)}, status ${one.statuses.join(', ')}`
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length > 0 ? ['', `${title}:`, ...lines.map((line) => `- ${line}`)] : []
}

function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`
}
