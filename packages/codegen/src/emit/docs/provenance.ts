import type { OperationModel } from '../../model/operation.ts'
import type { Document, Provenance } from '../../openapi/document.ts'
import { operationsOf } from '../../openapi/path-item.ts'
import { plural } from '../../openapi/plural.ts'
import { codeSpan, inlineText, table } from './markdown.ts'

/** Returns how many operations are documented, where the contract declares their provenance. */
export function provenanceSummary(models: readonly OperationModel[]): string {
  const count = (status: Provenance['status']) =>
    models.filter(({ operationObject }) => operationObject['x-provenance']?.status === status)
      .length
  const [documented, observed, partial, provisional] = (
    ['documented', 'observed', 'partial', 'provisional'] as const
  ).map(count) as [number, number, number, number]
  if (documented + observed + partial + provisional === 0) return ''
  const verbs = observed === 1 ? ['was', 'is'] : ['were', 'are']
  const seen =
    observed > 0
      ? `${observed} ${verbs[0]} observed in calls and ${verbs[1]} not documented,\n`
      : ''
  return `Provenance: ${documented} operations are documented, ${seen}${partial} are partly documented and ${provisional} are provisional.
Of a provisional operation only the name is documented; its path and types are inferred from similar
operations.
`
}

/**
 * Returns a provenance for a list or a cell: status, source and date; how often and when, if it was
 * observed.
 */
export function provenanceText({ status, source, asOf, count = 0 }: Provenance): string {
  if (status !== 'observed') return inlineText(`${status} (${source}, as of ${asOf})`)
  return inlineText(`observed (${source}, ${plural(count, 'call')}, last on ${asOf})`)
}

/** Returns the section about the webhooks of a contract; an empty string where it has none. */
export function webhookSection(document: Document): string {
  const rows = Object.entries(document.webhooks ?? {}).map(([name, item]) => {
    const [{ operationObject } = {}] = operationsOf(item)
    const provenance = operationObject?.['x-provenance']
    return [
      codeSpan(name),
      operationObject?.['x-direction'],
      provenance && provenanceText(provenance),
      operationObject?.['x-navigation'],
    ]
  })
  if (rows.length === 0) return ''
  return `\n## Webhooks\n\n${table(['webhook', 'direction', 'provenance', 'navigation'], rows)}`
}

/**
 * Returns the section about the parts of the service that are no operations; an empty string where
 * there are none.
 */
export function surfaceSection(document: Document): string {
  const rows = (document['x-surfaces'] ?? []).map(({ name, description, provenance }) => [
    name,
    description,
    provenanceText(provenance),
  ])
  if (rows.length === 0) return ''
  return `\n## Other parts of the service\n\n${table(['part', 'description', 'provenance'], rows)}`
}
