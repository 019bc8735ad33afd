import type { Document, Schema } from '../openapi/document.ts'
import { combinationKeywords, leadsTo, mapCombined, type Schemas } from './combined-schemas.ts'

const keywords = [...combinationKeywords, 'items']

/**
 * Returns a document in which no component is an array of itself. TypeScript rejects
 * `components['schemas']['A'][]` as a part of the property `A`. The items of such an array may be
 * anything.
 */
export function breakArrayCycles(document: Document): Document {
  const schemas = document.components?.schemas ?? {}
  const cyclic = arrayCycles(document)
  if (cyclic.length === 0) return document
  let acyclic: Schemas = schemas
  for (const name of cyclic) {
    acyclic = { ...acyclic, [name]: withoutItems(acyclic, acyclic[name] ?? {}, name) }
  }
  return { ...document, components: { ...document.components, schemas: acyclic } }
}

/** Returns the names of the components that are arrays of themselves, through references if need be. */
export function arrayCycles(document: Document): string[] {
  const schemas = document.components?.schemas ?? {}
  return Object.keys(schemas).filter((name) => leadsTo(schemas, schemas[name], name, keywords))
}

function withoutItems(schemas: Schemas, schema: Schema, owner: string): Schema {
  const { items, ...rest } = mapCombined(schema, (part) => [withoutItems(schemas, part, owner)])
  if (items === undefined) return rest
  return { ...rest, items: leadsTo(schemas, items, owner, keywords) ? {} : items }
}
