import type { Document, Schema } from '../openapi/document.ts'
import { mapSchema, mapSchemas } from '../openapi/map-schema.ts'
import { cachedStringify } from '../openapi/stringify.ts'

/**
 * A contract whose schemas all speak JSON Schema 2020-12: what OpenAPI 3.0 writes as `nullable` or as a boolean
 * `exclusiveMinimum` is said the newer way. Documents mix the dialects, so both are read whatever the version.
 *
 * @see https://spec.openapis.org/oas/v3.0.4.html#schema-object
 */
export function upgradeDialect(document: Document): Document {
  if (!/"(nullable|exclusiveM(in|ax)imum)":(true|false)/.test(cachedStringify(document)))
    return document
  return mapAllSchemas(document, (schema) => withNull(withLimits(schema))) as Document
}

/** Changes every schema of a document: each stands under one of two keys; names in between are the document's own. */
export function mapAllSchemas(node: unknown, change: (schema: Schema) => Schema): unknown {
  if (Array.isArray(node)) return node.map((item) => mapAllSchemas(item, change))
  if (typeof node !== 'object' || node === null) return node
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => {
      if (key === 'example' || key === 'examples') return [key, value]
      if (key === 'schema') return [key, mapSchema(value, change)]
      if (key === 'schemas') return [key, mapSchemas(value, change)]
      return [key, mapAllSchemas(value, change)]
    }),
  )
}

function withLimits(schema: Schema): Schema {
  const limits: Schema = { ...schema }
  for (const [exclusive, plain] of [
    ['exclusiveMinimum', 'minimum'],
    ['exclusiveMaximum', 'maximum'],
  ] as const) {
    if (typeof limits[exclusive] !== 'boolean') continue
    if (limits[exclusive] && limits[plain] !== undefined) {
      limits[exclusive] = limits[plain]
      delete limits[plain]
    } else delete limits[exclusive]
  }
  return limits
}

function withNull({ nullable, ...schema }: Schema): Schema {
  if (nullable !== true) return schema
  if (Array.isArray(schema['enum']) && !schema['enum'].includes(null))
    schema['enum'] = [...schema['enum'], null]
  const { type } = schema
  if (type !== undefined) return { ...schema, type: [...new Set([type, 'null'].flat())] }
  // Where a combination or a reference tells the type, null is one more alternative to it.
  const combined = ['$ref', 'allOf', 'oneOf', 'anyOf'].some((key) => key in schema)
  if (!combined) return schema
  const { description, title, default: fallback, deprecated, ...rest } = schema
  const notes = Object.entries({ description, title, default: fallback, deprecated }).filter(
    ([, value]) => value !== undefined,
  )
  return { ...Object.fromEntries(notes), anyOf: [rest, { type: 'null' }] }
}
