import type { Notice } from '../notice.ts'
import { countNotices, type DiffReport, printBump, severities } from './report.ts'
import { acceptedNote, fileLine, locationsOf, sentenceOf } from './sentence.ts'

/** Returns a report as plain text: a summary by package, then the notices by severity. */
export function textReport(report: DiffReport): string {
  const { before, after, comparison, packages, remarks } = report
  if (comparison.bump === 'none')
    return [`The contract of ${after} is equal to that of ${before}.`, ...remarks].join('\n')
  const summary = packages.map((state) => {
    const reported = comparison.packages[state.role]
    if (reported.bump === 'none') return `${state.name}: no changes`
    return `${state.name}: ${printBump(reported.bump, state)}, ${countNotices(reported)}`
  })
  const sections = severities.flatMap(([bump, heading]) => {
    const notices = comparison.notices.filter((notice) => notice.bump === bump)
    if (notices.length === 0) return []
    return `${heading} (${notices.length})\n${notices.map(noticeText).join('\n')}`
  })
  const title = `Compared ${before} with ${after}.`
  return [title, summary.join('\n'), ...sections, remarks.join('\n')].filter(Boolean).join('\n\n')
}

function noticeText(notice: Notice): string {
  const locations = locationsOf(notice, fileLine)
  const lines = [
    `  ${sentenceOf(notice)}${acceptedNote(notice)}`,
    `    ${notice.rule}  ${locations}`,
  ]
  return lines.map((line) => line.trimEnd()).join('\n')
}
