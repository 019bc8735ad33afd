type Sourced = { 'x-provenance'?: { status: string; source: string; asOf: string } }

const provenanceLabels: Record<string, string> = {
  documented: 'Documented',
  partial: 'Documented in part',
  provisional: 'Provisional: only its name is public, path and shape follow its siblings',
}

/** A sentence on how sure the contract is of an operation or a schema, where it says so. */
export function provenanceLine(node: object): string | undefined {
  const from = (node as Sourced)['x-provenance']
  return (
    from && `${provenanceLabels[from.status] ?? from.status}, as of ${from.asOf} (${from.source}).`
  )
}

/** Tells whether no more than the name of an operation or a schema is public. */
export function isProvisional(node: object): boolean {
  return (node as Sourced)['x-provenance']?.status === 'provisional'
}
