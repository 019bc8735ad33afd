import type { Schema } from './document.ts'

const single = [
  'additionalProperties',
  'items',
  'not',
  'if',
  'then',
  'else',
  'contains',
  'propertyNames',
  'unevaluatedProperties',
]
const lists = ['allOf', 'oneOf', 'anyOf', 'prefixItems']
const maps = ['properties', 'patternProperties', '$defs', 'definitions', 'dependentSchemas']

/** Changes a schema and all schemas in it, the inner ones first. What is no schema stays as it is. */
export function mapSchema(given: unknown, change: (schema: Schema) => Schema): unknown {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return given
  const schema: Schema = { ...given }
  for (const key of single) if (key in schema) schema[key] = mapSchema(schema[key], change)
  for (const key of maps) if (key in schema) schema[key] = mapSchemas(schema[key], change)
  for (const key of lists) {
    const members = schema[key]
    if (Array.isArray(members)) schema[key] = members.map((member) => mapSchema(member, change))
  }
  return change(schema)
}

/** Changes schemas that stand under names. */
export function mapSchemas(given: unknown, change: (schema: Schema) => Schema): unknown {
  if (typeof given !== 'object' || given === null) return given
  return Object.fromEntries(
    Object.entries(given).map(([name, schema]) => [name, mapSchema(schema, change)]),
  )
}
