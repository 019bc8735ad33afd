import { type Schema, schemaName } from '../openapi/document.ts'
import { isRecord } from '../openapi/is-record.ts'

export type Schemas = Readonly<Record<string, Schema>>

/** Keywords that combine alternatives. */
export const unionKeywords = ['anyOf', 'oneOf'] as const

/** Keywords whose schemas describe the same value as the schema that has them. */
export const combinationKeywords = ['allOf', ...unionKeywords] as const

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
    for (const next of directNames(schemas[one], keywords)) reached.add(next)
  }
  return reached.has(name)
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

/** Changes the schemas that a schema combines. A keyword that has none left is removed. */
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
