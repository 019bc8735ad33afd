import { githubReport } from './github.ts'
import { jsonReport } from './json.ts'
import { type MarkdownLinks, markdownReport } from './markdown-report.ts'
import type { DiffReport, Format } from './report.ts'
import { textReport } from './text.ts'

/** Returns a report in a format. */
export function printReport(report: DiffReport, format: Format, links?: MarkdownLinks): string {
  switch (format) {
    case 'json':
      return jsonReport(report)
    case 'github':
      return githubReport(report)
    case 'markdown':
      return markdownReport(report, links)
    case 'text':
      return textReport(report)
  }
}
