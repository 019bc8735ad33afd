import type { Notice } from '../notice.ts'
import type { DiffReport } from './report.ts'
import { acceptedNote, sentenceOf } from './sentence.ts'

const commands = { major: 'error', minor: 'warning', patch: 'notice' } as const

/**
 * Returns a report as annotations of GitHub Actions, at the lines of the contract after the change.
 *
 * @see https://docs.github.com/actions/reference/workflow-commands-for-github-actions
 */
export function githubReport({ comparison, remarks }: DiffReport): string {
  const annotations = comparison.notices.map(annotation)
  return [...annotations, ...remarks.map((problem) => `::warning::${escapeData(problem)}`)].join(
    '\n',
  )
}

function annotation(notice: Notice): string {
  const { bump, rule, after } = notice
  const properties = [`title=${rule}`]
  if (after?.file !== undefined)
    properties.unshift(`file=${escapeProperty(after.file)}`, `line=${after.line}`)
  const message = `${sentenceOf(notice)}${acceptedNote(notice)}`
  return `::${commands[bump]} ${properties.join(',')}::${escapeData(message)}`
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
