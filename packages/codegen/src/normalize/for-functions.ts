import type { Document } from '../openapi/document.ts'
import { mayUse } from '../openapi/features.ts'
import { resolveSchemaIds } from '../openapi/resolve-schema-ids.ts'
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
  const hoisted = hoistMessages(withoutMediaRanges(breakCycles(resolveSchemaIds(document))))
  // Hoisting changes no keyword, and the JSON of the document before it is known already.
  return mayUse(document, 'directions') ? splitDirections(hoisted) : hoisted
}
