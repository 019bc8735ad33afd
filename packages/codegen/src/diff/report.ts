import type { Bump } from './bump.ts'
import type { PackageState } from './changesets/packages.ts'
import type { OperationChange } from './compare/operations.ts'
import type { Comparison } from './compare-contracts.ts'

const headings: readonly [Exclude<Bump, 'none'>, string][] = [
  ['major', 'Breaking'],
  ['minor', 'New or changed'],
  ['patch', 'Details'],
]

/** The report of a comparison as plain text: for each package the bump, then each function and why. */
export function textReport(
  comparison: Comparison,
  packages: readonly PackageState[],
  base: string,
): string {
  if (comparison.bump === 'none') return `The contract in openapi/ is that of ${base}.`
  const parts = packages.map(({ name, role, version, written }) => {
    const { bump, noticed } = comparison.packages[role]
    if (bump === 'none') return `${name}: nothing to notice`
    const note = written === bump ? '' : ` (${written} while at ${version})`
    const lines = byNotices(noticed).map(
      ({ ids, notices }) =>
        `  ${ids.join(', ')}\n${notices.map((one) => `    ${one.bump}: ${one.text}`).join('\n')}`,
    )
    return `${name}: ${bump}${note}\n${lines.join('\n')}`
  })
  return `Compared the contract in openapi/ with that of ${base}.\n\n${parts.join('\n\n')}`
}

/** The same for a pull request. */
export function markdownReport(
  comparison: Comparison,
  packages: readonly PackageState[],
  base: string,
): string {
  const table = packages.map(
    ({ name, role, written }) => `| \`${name}\` | ${comparison.packages[role].bump} | ${written} |`,
  )
  const parts = packages.flatMap(({ name, role }) => {
    const { noticed } = comparison.packages[role]
    return noticed.length > 0 ? [`#### \`${name}\`\n\n${noticedMarkdown(noticed)}`] : []
  })
  return `### Contract: ${comparison.bump}

Compared the contract in \`openapi/\` with that of ${base}.

| package | what callers notice | bump to write |
|---|---|---|
${table.join('\n')}

${parts.join('\n\n')}`.trimEnd()
}

/** What callers notice, by severity and function. */
export function noticedMarkdown(noticed: readonly OperationChange[]): string {
  return headings
    .flatMap(([bump, heading]) => {
      const own = byNotices(noticed.filter((notice) => notice.bump === bump))
      if (own.length === 0) return []
      const lines = own.map(
        ({ ids, notices }) =>
          `- ${ids.map(nameOf).join(', ')}: ${notices.map(({ text }) => text.replace(/\.$/, '')).join('; ')}.`,
      )
      return [`${heading}:\n\n${lines.join('\n')}`]
    })
    .join('\n\n')
}

function nameOf(id: string): string {
  const [, kind, name] = /^(type|webhook) (.+)$/.exec(id) ?? []
  return name ? `${kind} \`${name}\`` : id.includes(' ') ? id : `\`${id}\``
}

interface Group {
  ids: string[]
  notices: OperationChange[]
}

// Functions that notice the same are named together, for what they share changes many at once; what breaks comes first.
function byNotices(noticed: readonly OperationChange[]): Group[] {
  const groups = new Map<string, Group>()
  for (const [id, own] of Map.groupBy(noticed, (notice) => notice.id)) {
    const notices = own.sort((one, other) => rank(one) - rank(other))
    const [kind] = id.includes(' ') ? id.split(' ') : ['function']
    const key = JSON.stringify([kind, notices.map(({ bump, text }) => [bump, text])])
    const { ids } = groups.get(key) ?? { ids: [] }
    groups.set(key, { ids: [...ids, id], notices })
  }
  return [...groups.values()].sort((one, other) => rank(one.notices[0]) - rank(other.notices[0]))
}

function rank(notice: OperationChange | undefined): number {
  return headings.findIndex(([bump]) => bump === notice?.bump)
}
