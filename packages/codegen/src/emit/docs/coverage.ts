import type { OperationModel } from '../../model/operation.ts'
import type { Document } from '../../openapi/document.ts'
import { methods, type PathItem } from '../../openapi/document.ts'

const cell = (text: string | undefined) => (text ?? '').replaceAll('|', '\\|')
const row = (cells: readonly (string | undefined)[]) => `| ${cells.map(cell).join(' | ')} |`

/** Writes the table of all operations and webhooks: what the contract says of each, and how sure it is. */
export function writeCoverage(document: Document, models: readonly OperationModel[]): string {
  const count = (status: string) =>
    models.filter(({ operationObject: source }) => source['x-provenance']?.status === status).length
  const home = document.servers?.[0]?.url
  const columns = [
    'operation',
    'method',
    'path',
    'host',
    'credential',
    'envelope',
    'paging',
    'fields',
    'provenance',
    'source',
    'navigation',
  ]
  const rows = models.map((model) => {
    const { operationObject: source } = model
    const from = source['x-provenance']
    const paging = source['x-pagination']
    return row([
      `\`${model.id}\``,
      model.method,
      `\`${model.path}\``,
      hostOf(model.server ?? home),
      model.security.map((schemes) => schemes.join(' + ') || 'none').join(', ') || 'none',
      source['x-envelope'],
      paging && `${paging.style} in ${paging.in}`,
      source['x-fields']?.style,
      from?.status,
      from && `${from.source} (${from.asOf})`,
      source['x-navigation'],
    ])
  })
  const groups = document.paths ? tagsOf(models) : []
  return `# Coverage

Written by \`pnpm generate\` from the contract. How sure it is of each operation: ${count('documented')} documented, ${count('partial')} documented in part,
${count('provisional')} provisional, which means that only the name is public and the path or shape follows its siblings.

${groups.map(([tag, total]) => `- ${tag}: ${total}`).join('\n')}

${row(columns)}
${row(columns.map(() => '---'))}
${rows.join('\n')}
${webhookTable(document)}${surfaceTable(document)}`
}

function hostOf(server: string | undefined): string {
  return server?.replace(/^https?:\/\//, '') ?? ''
}

function tagsOf(models: readonly OperationModel[]): [string, number][] {
  const counts = new Map<string, number>()
  for (const { operationObject: source } of models) {
    const tag = source.tags?.[0] ?? 'untagged'
    counts.set(tag, (counts.get(tag) ?? 0) + 1)
  }
  return [...counts]
}

function webhookTable(document: Document): string {
  const hooks = Object.entries(document.webhooks ?? {})
  if (hooks.length === 0) return ''
  const columns = ['webhook', 'direction', 'provenance', 'source', 'navigation']
  const rows = hooks.map(([name, item]) => {
    const source = operationIn(item)
    const from = source?.['x-provenance']
    return row([
      `\`${name}\``,
      source?.['x-direction'],
      from?.status,
      from && `${from.source} (${from.asOf})`,
      source?.['x-navigation'],
    ])
  })
  return `\n## Webhooks\n\n${row(columns)}\n${row(columns.map(() => '---'))}\n${rows.join('\n')}\n`
}

function surfaceTable(document: Document): string {
  const surfaces = document['x-surfaces'] ?? []
  if (surfaces.length === 0) return ''
  const columns = ['beside the operations', 'what is known', 'provenance', 'source']
  const rows = surfaces.map(({ name, description, provenance: { status, source, asOf } }) =>
    row([name, description.trim().replaceAll('\n', ' '), status, `${source} (${asOf})`]),
  )
  return `\n## Beside the operations\n\n${row(columns)}\n${row(columns.map(() => '---'))}\n${rows.join('\n')}\n`
}

function operationIn(item: PathItem) {
  return methods.map((method) => item[method]).find(Boolean)
}
