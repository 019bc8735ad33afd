import { escapePointer } from './json-pointer.ts'
import { schemaKeywords, schemaListKeywords, schemaMapKeywords } from './keywords.ts'

type Visit = (schema: unknown, path: string) => void

/** Calls `visit` with each schema directly in a schema and its JSON pointer there. */
export function forEachSubschema(schema: object, visit: Visit): void {
  const keywords = schema as Readonly<Record<string, unknown>>
  for (const keyword of schemaKeywords) {
    const value = keywords[keyword]
    if (Array.isArray(value)) visitList(value, keyword, visit)
    else if (value !== undefined) visit(value, keyword)
  }
  for (const keyword of schemaListKeywords) {
    const value = keywords[keyword]
    if (Array.isArray(value)) visitList(value, keyword, visit)
  }
  for (const keyword of schemaMapKeywords) {
    const value = keywords[keyword]
    if (typeof value !== 'object' || value === null) continue
    for (const [name, one] of Object.entries(value)) visit(one, `${keyword}/${escapePointer(name)}`)
  }
}

function visitList(schemas: readonly unknown[], keyword: string, visit: Visit): void {
  for (const [index, schema] of schemas.entries()) visit(schema, `${keyword}/${index}`)
}
