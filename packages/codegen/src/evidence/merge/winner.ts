import type { Provenance } from '../../openapi/document.ts'

const ranks: readonly Provenance['status'][] = ['provisional', 'partial', 'observed', 'documented']

/**
 * Returns which of two facts is better known: the higher status, between equals the newer date;
 * undefined if both are the same.
 */
export function winnerOf(
  ours: Provenance | undefined,
  theirs: Provenance,
): 'ours' | 'theirs' | undefined {
  if (!ours) return 'theirs'
  const difference = ranks.indexOf(theirs.status) - ranks.indexOf(ours.status)
  if (difference !== 0) return difference > 0 ? 'theirs' : 'ours'
  if (theirs.asOf === ours.asOf) return undefined
  return theirs.asOf > ours.asOf ? 'theirs' : 'ours'
}
