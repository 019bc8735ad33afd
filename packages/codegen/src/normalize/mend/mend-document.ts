import type { Diagnostic } from '../../openapi/diagnostic.ts'
import type { Document } from '../../openapi/document.ts'
import { mendOperations } from './mend-operations.ts'
import { mendValues } from './mend-values.ts'

/** A document that code can be generated for. */
export interface MendedDocument {
  readonly document: Document
  /** What was left out or replaced. */
  readonly diagnostics: readonly Diagnostic[]
}

/**
 * Mends what documents of others often have wrong and code cannot be generated for. Returns the
 * same document where nothing is wrong.
 */
export function mendDocument(document: Document): MendedDocument {
  const diagnostics: Diagnostic[] = []
  const mended = mendOperations(mendValues(document, diagnostics), diagnostics)
  return { document: mended, diagnostics }
}
