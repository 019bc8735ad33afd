import type { Notice } from '../notice.ts'
import { severities } from './report.ts'
import { namedInReports, sentenceOf } from './sentence.ts'

const reference =
  'https://github.com/returning-kit/returning-kit/blob/main/docs/reference/contract-notices.md'

/** Returns notices as Markdown lists by severity, for a changeset or a changelog. */
export function noticesMarkdown(notices: readonly Notice[]): string {
  return severities
    .flatMap(([bump, heading]) => {
      const items = notices.filter((notice) => notice.bump === bump).map(changesetLine)
      return items.length > 0 ? [`${heading}:\n\n${items.join('\n')}`] : []
    })
    .join('\n\n')
}

/**
 * Returns the line of a changeset for a notice, with a link to what its kind means. The lines of
 * files are left out, because they move.
 */
export function changesetLine(notice: Notice): string {
  return `- ${sentenceOf(notice, namedInChangesets(notice))} ([${notice.rule}](${reference}#${notice.rule}))`
}

// A changelog has to name what is new or gone. What a shared component reaches is counted.
function namedInChangesets({ isShared }: Notice): number {
  return isShared ? namedInReports : Number.POSITIVE_INFINITY
}
