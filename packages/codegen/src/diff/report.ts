import type { Bump } from './bump.ts'
import type { OperationChange } from './change.ts'
import type { PackageState } from './changesets/packages.ts'
import type { Comparison } from './comparison.ts'

const headings: readonly [Exclude<Bump, 'none'>, string][] = [
  ['major', 'Breaking'],
  ['minor', 'New or changed'],
  ['patch', 'Details'],
]

/**
 * Returns the report of a comparison as plain text: the bump of each package, and its changes by
 * function.
 */
export function textReport(
  comparison: Comparison,
  packages: readonly PackageState[],
  base: string,
): string {
  if (comparison.bump === 'none') return `The contract in openapi/ is equal to that of ${base}.`
  const sections = packages.map(({ name, role, version, changesetBump }) => {
    const { bump, changes } = comparison.packages[role]
    if (bump === 'none') return `${name}: no changes`
    const note = changesetBump === bump ? '' : ` (${changesetBump} while the version is ${version})`
    const lines = groupChanges(changes).map(({ ids, changes: shared }) =>
      [
        `  ${ids.join(', ')}`,
        ...shared.map((change) => `    ${change.bump}: ${change.message}`),
      ].join('\n'),
    )
    return `${name}: ${bump}${note}\n${lines.join('\n')}`
  })
  return `Compared the contract in openapi/ with that of ${base}.\n\n${sections.join('\n\n')}`
}

/** Returns the report of a comparison as Markdown, for a pull request. */
export function markdownReport(
  comparison: Comparison,
  packages: readonly PackageState[],
  base: string,
): string {
  const rows = packages.map(
    ({ name, role, changesetBump }) =>
      `| \`${name}\` | ${comparison.packages[role].bump} | ${changesetBump} |`,
  )
  const sections = packages.flatMap(({ name, role }) => {
    const { changes } = comparison.packages[role]
    return changes.length > 0 ? [`#### \`${name}\`\n\n${changesMarkdown(changes)}`] : []
  })
  return `### Contract: ${comparison.bump}

Compared the contract in \`openapi/\` with that of ${base}.

| package | change for callers | bump in the changeset |
|---|---|---|
${rows.join('\n')}

${sections.join('\n\n')}`.trimEnd()
}

/** Returns changes as Markdown lists, by severity and function. */
export function changesMarkdown(changes: readonly OperationChange[]): string {
  return headings
    .flatMap(([bump, heading]) => {
      const groups = groupChanges(changes.filter((change) => change.bump === bump))
      if (groups.length === 0) return []
      const items = groups.map(({ ids, changes: shared }) => {
        const messages = shared.map(({ message }) => message.replace(/\.$/, ''))
        return `- ${ids.map(markdownName).join(', ')}: ${messages.join('; ')}.`
      })
      return [`${heading}:\n\n${items.join('\n')}`]
    })
    .join('\n\n')
}

function markdownName(id: string): string {
  const [, kind, name] = /^(type|webhook) (.+)$/.exec(id) ?? []
  if (name) return `${kind} \`${name}\``
  return id.includes(' ') ? id : `\`${id}\``
}

interface ChangeGroup {
  ids: string[]
  changes: OperationChange[]
}

// A change of a shared component affects many functions in the same way, so these are listed
// together. The group with the greatest bump comes first.
function groupChanges(changes: readonly OperationChange[]): ChangeGroup[] {
  const groups = new Map<string, ChangeGroup>()
  for (const [id, changesOfId] of Map.groupBy(changes, (change) => change.id)) {
    const sorted = changesOfId.sort((one, other) => severityRank(one) - severityRank(other))
    const kind = id.includes(' ') ? id.split(' ')[0] : 'function'
    const key = JSON.stringify([kind, sorted.map(({ bump, message }) => [bump, message])])
    const group = groups.get(key)
    groups.set(key, { ids: [...(group?.ids ?? []), id], changes: sorted })
  }
  return [...groups.values()].sort(
    (one, other) => severityRank(one.changes[0]) - severityRank(other.changes[0]),
  )
}

function severityRank(change: OperationChange | undefined): number {
  return headings.findIndex(([bump]) => bump === change?.bump)
}
