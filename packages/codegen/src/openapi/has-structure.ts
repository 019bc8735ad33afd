import type { Schema } from './document.ts'

/**
 * Returns whether a schema has a type worth a name: it describes properties or combines schemas,
 * and is no reference.
 */
export function hasStructure(schema: unknown): schema is Schema {
  if (typeof schema !== 'object' || schema === null || '$ref' in schema) return false
  const { properties, allOf, anyOf, oneOf, items } = schema as Schema
  return (
    Object.keys(properties ?? {}).length > 0 ||
    Boolean(allOf ?? anyOf ?? oneOf) ||
    hasStructure(items)
  )
}
