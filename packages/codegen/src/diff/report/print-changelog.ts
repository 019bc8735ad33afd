import { noticesMarkdown } from './changeset.ts'
import { githubReport } from './github.ts'
import { reportData } from './json.ts'
import { countNotices, type DiffReport, type Format } from './report.ts'
import { textReport } from './text.ts'

/** What a release changed since the one before it. */
export interface ReleaseReport {
  name: string
  report: DiffReport
}

/** Returns the changes of several releases in a format. */
export function printChangelog(releases: readonly ReleaseReport[], format: Format): string {
  switch (format) {
    case 'json':
      return JSON.stringify(
        releases.map(({ name, report }) => ({ release: name, ...reportData(report) })),
        undefined,
        2,
      )
    case 'github':
      return releases.map(({ report }) => githubReport(report)).join('\n')
    case 'markdown':
      return releases.map(markdownSection).join('\n\n')
    case 'text':
      return releases.map(({ report }) => textReport(report)).join('\n\n')
  }
}

function markdownSection({ name, report: { comparison } }: ReleaseReport): string {
  const body = noticesMarkdown(comparison.notices)
  const text = body === '' ? 'No changes.' : `${countNotices(comparison)}.\n\n${body}`
  return `## ${name}\n\n${text}`
}
