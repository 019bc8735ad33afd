import { table } from '../../emit/docs/markdown.ts'
import type { ObservationReport } from './observation-report.ts'
import { coverageText, differenceText, newOperationText } from './observation-text.ts'

/** Returns a report for a pull request. */
export function observationMarkdown(report: ObservationReport): string {
  const seen = report.operations.filter(({ verdict }) => verdict !== 'never seen')
  const unseen = report.operations.filter(({ verdict }) => verdict === 'never seen')
  const rows = seen.map((one) => [
    `\`${one.operation}\``,
    one.verdict,
    `${one.calls}`,
    Object.keys(one.statuses).join(', '),
    one.lastSeen,
  ])
  const differences = seen.flatMap((one) => {
    const lines = [
      ...one.contradictions.map(differenceText),
      ...one.newMembers.map(differenceText),
      ...one.newStatuses.map(
        ({ status, received }) => `status ${status} is not declared; received ${received}`,
      ),
    ]
    return lines.map((line) => `\`${one.operation}\`: ${line}`)
  })
  return [
    '# Calls compared with the contract',
    coverageText(report),
    rows.length > 0
      ? table(['operation', 'verdict', 'calls', 'statuses', 'last seen'], rows).trim()
      : '',
    list('Changes', report.changes),
    list('Differences', differences),
    list('Not in the contract', report.newOperations.map(newOperationText)),
    list('For a person to decide', report.suggestions),
    list('Warnings', report.warnings),
    list(
      'Never seen',
      unseen.length > 0 ? [unseen.map(({ operation }) => `\`${operation}\``).join(', ')] : [],
    ),
  ]
    .filter(Boolean)
    .join('\n\n')
}

function list(title: string, lines: readonly string[]): string {
  return lines.length > 0 ? `## ${title}\n\n${lines.map((line) => `- ${line}`).join('\n')}` : ''
}
