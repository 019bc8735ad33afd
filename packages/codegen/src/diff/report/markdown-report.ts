import type { Notice, SourceLocation } from '../notice.ts'
import { type DiffReport, printBump, severities } from './report.ts'
import { acceptedNote, fileLine, locationsOf, sentenceOf } from './sentence.ts'

// GitHub rejects a comment of more than 65,536 characters.
const maximumLength = 60_000

/** Where links of a Markdown report lead. */
export interface MarkdownLinks {
  /** URL of the folder of each side, such as that of a commit. Without one there is no link. */
  before?: string | undefined
  after?: string | undefined
}

/**
 * Returns a report as Markdown for a pull request: a summary by package and severity, then the
 * notices, of which all but the breaking ones are folded. It fits into one comment.
 */
export function markdownReport(report: DiffReport, links: MarkdownLinks = {}): string {
  const { before, after, comparison, packages, remarks } = report
  const rows = packages.map((state) => {
    const reported = comparison.packages[state.role]
    const counts = severities.map(
      ([bump]) => reported.notices.filter((notice) => notice.bump === bump).length || '',
    )
    return `| \`${state.name}\` | ${printBump(reported.bump, state)} | ${counts.join(' | ')} |`
  })
  const head = [
    `### Contract: ${comparison.bump}`,
    `Compared ${before} with ${after}.`,
    `| package | bump | major | minor | patch |\n|---|---|---|---|---|\n${rows.join('\n')}`,
    ...remarks.map((problem) => `> ${problem}`),
  ].join('\n\n')
  const sections = new Sections(maximumLength - head.length)
  for (const [bump, heading] of severities) {
    const notices = comparison.notices.filter((notice) => notice.bump === bump)
    const items = notices.map((notice) => noticeMarkdown(notice, links))
    sections.add(`${heading} (${notices.length})`, items, bump !== 'major')
  }
  return [head, ...sections.texts].join('\n\n')
}

/** Collects lists of notices, and leaves out what exceeds the length. */
class Sections {
  readonly texts: string[] = []
  #left: number

  constructor(length: number) {
    this.#left = length
  }

  add(heading: string, items: readonly string[], isFolded: boolean): void {
    if (items.length === 0) return
    const shown: string[] = []
    for (const item of items) {
      if (item.length > this.#left) break
      this.#left -= item.length + 1
      shown.push(item)
    }
    const hidden = items.length - shown.length
    if (hidden > 0) shown.push(`- ${hidden} more, which \`--format text\` prints.`)
    const list = shown.join('\n')
    this.texts.push(
      isFolded
        ? `<details><summary>${heading}</summary>\n\n${list}\n\n</details>`
        : `#### ${heading}\n\n${list}`,
    )
  }
}

function noticeMarkdown(notice: Notice, links: MarkdownLinks): string {
  const locations = locationsOf(notice, (location, side) => linkTo(location, links[side]))
  const id = `<sub>\`${notice.rule}\`${locations ? ` ${locations}` : ''}</sub>`
  return `- ${sentenceOf(notice)}${acceptedNote(notice)} ${id}`
}

function linkTo(location: SourceLocation, folder: string | undefined): string {
  const text = fileLine(location)
  return folder === undefined ? text : `[${text}](${folder}/${location.file}#L${location.line})`
}
