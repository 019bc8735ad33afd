import { plural } from './plural.ts'

type WithProvenance = {
  'x-provenance'?: { status: string; source: string; asOf: string; count?: number }
}

const provisionalTexts = {
  operation:
    'Provisional: only the name of this operation is documented; its path and types are inferred from similar operations',
  schema:
    'Provisional: this type is not documented; its properties are inferred from similar operations',
  webhook: 'Provisional: only the name of this webhook is documented',
}

/** Returns a sentence about how well the contract documents a node, where it has a provenance. */
export function provenanceLine(
  node: object,
  kind: keyof typeof provisionalTexts,
): string | undefined {
  const provenance = (node as WithProvenance)['x-provenance']
  if (!provenance) return undefined
  const { status, asOf, source, count = 0 } = provenance
  const labels: Readonly<Record<string, string>> = {
    documented: 'Documented',
    observed: `Observed in ${plural(count, 'call')} and not documented`,
    partial: 'Partly documented',
    provisional: provisionalTexts[kind],
  }
  return `${labels[status] ?? status} (as of ${asOf}, ${source}).`
}

/** Returns whether no more than the name of an operation or a schema is public. */
export function isProvisional(node: object): boolean {
  return (node as WithProvenance)['x-provenance']?.status === 'provisional'
}
