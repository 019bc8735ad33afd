import type { Schema } from './document.ts'
import { schemaKeywords, schemaListKeywords, schemaMapKeywords } from './keywords.ts'

/** Changes a schema and all schemas in it, the inner ones first. Returns what is not a schema as it is. */
export function mapSchema(node: unknown, change: (schema: Schema) => Schema): unknown {
  if (typeof node !== 'object' || node === null || Array.isArray(node)) return node
  const schema: Schema = { ...node }
  for (const key of schemaKeywords) if (key in schema) schema[key] = mapSchema(schema[key], change)
  for (const key of schemaMapKeywords) {
    if (key in schema) schema[key] = mapSchemas(schema[key], change)
  }
  for (const key of schemaListKeywords) {
    const schemas = schema[key]
    if (Array.isArray(schemas)) schema[key] = schemas.map((one) => mapSchema(one, change))
  }
  return change(schema)
}

/** Changes the schemas of an object of schemas by name. */
export function mapSchemas(schemas: unknown, change: (schema: Schema) => Schema): unknown {
  if (typeof schemas !== 'object' || schemas === null) return schemas
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [name, mapSchema(schema, change)]),
  )
}

/**
 * Changes every schema of a document. A document holds schemas under the keys `schema`,
 * `itemSchema` and `schemas` only; the names in between are its own.
 */
export function mapAllSchemas(node: unknown, change: (schema: Schema) => Schema): unknown {
  if (Array.isArray(node)) return node.map((item) => mapAllSchemas(item, change))
  if (typeof node !== 'object' || node === null) return node
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => {
      if (key === 'example' || key === 'examples') return [key, value]
      if (key === 'schema' || key === 'itemSchema') return [key, mapSchema(value, change)]
      if (key === 'schemas') return [key, mapSchemas(value, change)]
      return [key, mapAllSchemas(value, change)]
    }),
  )
}
