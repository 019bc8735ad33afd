import { annotationKeywords, dataKeywords, schemaMapKeywords } from '../../openapi/keywords.ts'

const annotations = new Set<string>(annotationKeywords)
const data = new Set<string>(dataKeywords)
const maps = new Set<string>(schemaMapKeywords)

/** Returns a schema without annotations, which validators ignore. */
export function stripAnnotations(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(stripAnnotations)
  if (typeof schema !== 'object' || schema === null) return schema
  const entries = Object.entries(schema).flatMap(([keyword, value]): [string, unknown][] => {
    if (annotations.has(keyword) || keyword.startsWith('x-')) return []
    if (data.has(keyword)) return [[keyword, value]]
    return [[keyword, maps.has(keyword) ? stripEach(value) : stripAnnotations(value)]]
  })
  return Object.fromEntries(entries)
}

function stripEach(schemas: unknown): unknown {
  return Object.fromEntries(
    Object.entries((schemas ?? {}) as object).map(([name, schema]) => [
      name,
      stripAnnotations(schema),
    ]),
  )
}
