import type { Document } from '../openapi/document.ts'
import { breakCycles } from './break-cycles.ts'
import { hoistMessages } from './hoist-messages.ts'
import { withoutMediaRanges } from './media-ranges.ts'
import { splitDirections } from './split-directions.ts'

/**
 * Returns the document that functions, their types and validators are generated from. The types of
 * openapi-typescript are generated from the document before this step, because their users know the
 * names and directions of the contract.
 */
export function normalizeForFunctions(document: Document): Document {
  return splitDirections(hoistMessages(withoutMediaRanges(breakCycles(document))))
}
