import type { Provenance } from '../../openapi/document.ts'
import { locationOf } from '../learn/lesson.ts'
import type { LocatedNode } from '../write/contract-files.ts'
import type { winnerOf } from './winner.ts'

/** What a merge did, and what it left to a person. */
export interface Merged {
  readonly changes: readonly string[]
  /** Where both documents declare different things, with both sources. */
  readonly conflicts: readonly string[]
  readonly suggestions: readonly string[]
}

/** An operation of both documents, and which of them is better known. */
export interface MergeContext {
  readonly operation: string
  readonly provenance: Provenance | undefined
  readonly otherProvenance: Provenance
  readonly winner: ReturnType<typeof winnerOf>
}

/** A difference between the documents at one place. */
export interface Conflict {
  /** The part of the call, and the pointer into it. */
  readonly place: string
  /** What the contract declares, in words. */
  readonly contract: string
  /** What the other document declares, in words. */
  readonly other: string
  /** Where the contract declares it. */
  readonly node: LocatedNode | undefined
  /** Whether the contract was edited. */
  readonly isMade: boolean
  /** Why it was not edited, although the other document is better known. */
  readonly why?: string
}

/** End of a conflict that a person has to decide. */
export const undecided = 'Decide which is right.'

/** Collects what a merge does. */
export class MergeReport implements Merged {
  readonly changes: string[] = []
  readonly conflicts: string[] = []
  readonly suggestions: string[] = []

  addChange(node: LocatedNode, sentence: string): void {
    this.changes.push(`${locationOf(node)} ${sentence}`)
  }

  addConflict(context: MergeContext, conflict: Conflict): void {
    const { operation, provenance, otherProvenance, winner } = context
    const { place, contract, other, node, isMade, why = '' } = conflict
    const left = winner === 'contract' ? 'The contract was kept.' : `${why}${undecided}`
    const verdict = isMade ? 'The other document was taken.' : left
    const where = node ? `${locationOf(node)} ` : ''
    const declared = `${contract} (${sourceText(provenance)})`
    const otherwise = `${other} (${sourceText(otherProvenance)})`
    this.conflicts.push(`${where}${operation} ${place}: ${declared} or ${otherwise}. ${verdict}`)
  }

  suggestAddition({ operation, otherProvenance }: MergeContext, place: string): void {
    this.suggestions.push(
      `${operation}: ${place} is declared by ${otherProvenance.source}. Add it.`,
    )
  }
}

function sourceText(provenance: Provenance | undefined): string {
  if (!provenance) return 'the contract'
  return `${provenance.status}, ${provenance.source}, ${provenance.asOf}`
}
