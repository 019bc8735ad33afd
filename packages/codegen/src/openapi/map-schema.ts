import type { Schema } from './document.ts'
import { schemaKeywords, schemaListKeywords, schemaMapKeywords } from './keywords.ts'

// Values that do not change keep their identity, so that most of a large document is not copied.

type Change = (schema: Schema) => Schema

const single = new Set<string>(schemaKeywords)
const maps = new Set<string>(schemaMapKeywords)
const lists = new Set<string>(schemaListKeywords)

/**
 * Changes a schema and all schemas in it, the inner ones first. Returns what is not a schema as it
 * is.
 */
export function mapSchema(node: unknown, change: Change): unknown {
  if (typeof node !== 'object' || node === null || Array.isArray(node)) return node
  const schema = mapProperties(node, (key, value) => {
    if (single.has(key)) return mapSchema(value, change)
    if (maps.has(key)) return mapSchemas(value, change)
    return lists.has(key) && Array.isArray(value)
      ? mapItems(value, (one) => mapSchema(one, change))
      : value
  })
  return change(schema as Schema)
}

/** Changes the schemas of an object of schemas by name. */
export function mapSchemas(schemas: unknown, change: Change): unknown {
  if (typeof schemas !== 'object' || schemas === null) return schemas
  return mapProperties(schemas, (_, schema) => mapSchema(schema, change))
}

/**
 * Changes every schema of a document. A document holds schemas under the keys `schema`,
 * `itemSchema` and `schemas` only; the names in between are its own.
 */
export function mapAllSchemas(node: unknown, change: Change): unknown {
  if (Array.isArray(node)) return mapItems(node, (item) => mapAllSchemas(item, change))
  if (typeof node !== 'object' || node === null) return node
  return mapProperties(node, (key, value) => {
    if (key === 'example' || key === 'examples') return value
    if (key === 'schema' || key === 'itemSchema') return mapSchema(value, change)
    if (key === 'schemas') return mapSchemas(value, change)
    return mapAllSchemas(value, change)
  })
}

function mapProperties(node: object, change: (key: string, value: unknown) => unknown): object {
  let isSame = true
  const entries = Object.entries(node).map(([key, value]) => {
    const changed = change(key, value)
    isSame &&= changed === value
    return [key, changed] as const
  })
  return isSame ? node : Object.fromEntries(entries)
}

function mapItems(items: readonly unknown[], change: (item: unknown) => unknown) {
  const changed = items.map(change)
  return changed.every((item, index) => item === items[index]) ? items : changed
}
