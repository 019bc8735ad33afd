import type { Document, Schema } from '../openapi/document.ts'
import { combinationKeywords } from '../openapi/keywords.ts'
import {
  changeSchemas,
  cyclicNames,
  leadsTo,
  mapCombined,
  type Schemas,
} from './combined-schemas.ts'

const keywords = [...combinationKeywords, 'items']

/**
 * Returns a document in which no component is an array of itself. TypeScript rejects
 * `components['schemas']['A'][]` as a part of the property `A`. The items of such an array may be
 * anything.
 */
export function breakArrayCycles(document: Document): Document {
  return changeSchemas(document, arrayCycles(document), withoutItems)
}

/** Returns the names of the components that are arrays of themselves, also through references. */
export function arrayCycles(document: Document): string[] {
  return cyclicNames(document, keywords)
}

function withoutItems(schema: Schema, owner: string, schemas: Schemas): Schema {
  const { items, ...rest } = mapCombined(schema, (part) => [withoutItems(part, owner, schemas)])
  if (items === undefined) return rest
  return { ...rest, items: leadsTo(schemas, items, owner, keywords) ? {} : items }
}
