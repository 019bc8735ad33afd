import type { Document as ParsedFile } from '@redocly/openapi-core'
import { OverlayLocator } from './overlay-locator.ts'
import type { Problem } from './problem.ts'
import type { ReadFile } from './redocly-locator.ts'
import { unmatchedActions } from './unmatched-actions.ts'

/** A document after its Overlays. */
export interface OverlaidDocument {
  readonly document: ParsedFile
  readonly locator: OverlayLocator
  /** Actions that select nothing. */
  readonly unmatched: readonly Problem[]
}

/**
 * Returns a document after its Overlays, to be linted.
 *
 * @param steps - The document before each of the Overlays.
 */
export async function overlaidDocument(
  bundled: ParsedFile,
  overlays: readonly string[],
  steps: readonly unknown[],
  readFile: ReadFile,
): Promise<OverlaidDocument> {
  const documents = [...steps, bundled.parsed]
  return {
    document: { ...bundled, parsed: structuredClone(bundled.parsed) },
    locator: new OverlayLocator(overlays, documents, readFile),
    unmatched: await unmatchedActions(overlays, documents, readFile),
  }
}
