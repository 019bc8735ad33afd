import { type Document, type Schema, schemaName } from '../openapi/document.ts'
import { isRecord } from '../openapi/is-record.ts'
import { combinationKeywords } from '../openapi/keywords.ts'

/** Component schemas by name. */
export type Schemas = Readonly<Record<string, Schema>>

/** Returns the names of the components that lead to themselves. */
export function cyclicNames(
  { components: { schemas = {} } = {} }: Document,
  keywords: readonly string[] = combinationKeywords,
): string[] {
  return Object.keys(schemas).filter((name) => leadsTo(schemas, schemas[name], name, keywords))
}

/**
 * Returns a document with changed component schemas; the same document without names.
 *
 * @param change - Receives the schemas with the changes so far.
 */
export function changeSchemas(
  document: Document,
  names: readonly string[],
  change: (schema: Schema, name: string, schemas: Schemas) => Schema,
): Document {
  if (names.length === 0) return document
  let schemas: Schemas = document.components?.schemas ?? {}
  for (const name of names) {
    schemas = { ...schemas, [name]: change(schemas[name] ?? {}, name, schemas) }
  }
  return { ...document, components: { ...document.components, schemas } }
}

/**
 * Returns whether a schema refers to a component, through other components if need be.
 *
 * @param keywords - The keywords that are followed, besides `$ref`.
 */
export function leadsTo(
  schemas: Schemas,
  from: unknown,
  name: string,
  keywords: readonly string[] = combinationKeywords,
): boolean {
  const reached = new Set(directNames(from, keywords))
  for (const one of reached) {
    if (one === name) return true
    for (const next of directNames(schemas[one], keywords)) reached.add(next)
  }
  return false
}

function directNames(schema: unknown, keywords: readonly string[]): string[] {
  if (!isRecord(schema)) return []
  const own = schemaName(schema)
  const parts = keywords.flatMap((key) => schema[key] ?? [])
  return [
    ...(own === undefined ? [] : [own]),
    ...parts.flatMap((one) => directNames(one, keywords)),
  ]
}

/**
 * Returns a schema whose combined schemas are replaced by those that `change` returns. A keyword
 * that has none left is removed.
 */
export function mapCombined(
  schema: Schema,
  change: (part: Schema, keyword: (typeof combinationKeywords)[number]) => Schema[],
): Schema {
  const changed = { ...schema }
  for (const keyword of combinationKeywords) {
    const parts = schema[keyword]
    if (!Array.isArray(parts)) continue
    const kept = parts.flatMap((part) => (isRecord(part) ? change(part, keyword) : [part]))
    if (kept.length > 0) changed[keyword] = kept
    else delete changed[keyword]
  }
  return changed
}
