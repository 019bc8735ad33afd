import type { Schema } from '../../openapi/document.ts'
import { annotationKeywords, dataKeywords, schemaMapKeywords } from '../../openapi/keywords.ts'

/** A keyword of this generator: the value is a Blob. In JSON Schema a file is a string. */
export const fileKeyword = 'x-file'

const annotations = new Set<string>(annotationKeywords)
const data = new Set<string>(dataKeywords)
const maps = new Set<string>(schemaMapKeywords)

/** Returns a schema for validators: without annotations, and with files as Blobs, as inputs contain them. */
export function stripAnnotations(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(stripAnnotations)
  if (typeof schema !== 'object' || schema === null) return schema
  const { type, format } = schema as Schema
  const isFile = type === 'string' && format === 'binary'
  const entries = Object.entries(schema).flatMap(([keyword, value]): [string, unknown][] => {
    if (annotations.has(keyword) || keyword.startsWith('x-')) return []
    if (isFile && (keyword === 'type' || keyword === 'format')) return []
    if (data.has(keyword)) return [[keyword, value]]
    return [[keyword, maps.has(keyword) ? stripEach(value) : stripAnnotations(value)]]
  })
  return { ...Object.fromEntries(entries), ...(isFile && { [fileKeyword]: true }) }
}

function stripEach(schemas: unknown): unknown {
  return Object.fromEntries(
    Object.entries((schemas ?? {}) as object).map(([name, schema]) => [
      name,
      stripAnnotations(schema),
    ]),
  )
}

/** Returns every property name that the schemas of a document contain. */
export function propertyNamesOf(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(propertyNamesOf)
  if (typeof node !== 'object' || node === null) return []
  return Object.entries(node).flatMap(([keyword, value]) => {
    const keys =
      keyword === 'properties' || keyword === 'dependentRequired'
        ? Object.keys((value as object | null) ?? {})
        : []
    const required =
      keyword === 'required' && Array.isArray(value)
        ? value.filter((name) => typeof name === 'string')
        : []
    return [...keys, ...required, ...propertyNamesOf(value)]
  })
}
