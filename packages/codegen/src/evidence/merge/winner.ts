import type { Provenance } from '../../openapi/document.ts'

const ranks: readonly Provenance['status'][] = ['provisional', 'partial', 'observed', 'documented']

/**
 * Returns which of two facts is better known: the higher status, between equals the newer date;
 * undefined if both are the same.
 */
export function winnerOf(
  contract: Provenance | undefined,
  other: Provenance,
): 'contract' | 'other' | undefined {
  if (!contract) return 'other'
  const difference = ranks.indexOf(other.status) - ranks.indexOf(contract.status)
  if (difference !== 0) return difference > 0 ? 'other' : 'contract'
  if (other.asOf === contract.asOf) return undefined
  return other.asOf > contract.asOf ? 'other' : 'contract'
}
