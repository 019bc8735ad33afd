import { schemaKeywords, schemaListKeywords, schemaMapKeywords } from '../../openapi/keywords.ts'

/**
 * What a node of a document is: an object of OpenAPI, a schema, a map from names to either of them,
 * a map of callbacks, one callback, or data, in which nothing has a meaning for the generator.
 */
export type NodeKind = 'object' | 'schema' | 'map' | 'callbacks' | 'callback' | 'schemas' | 'data'

const data = new Set(
  'const default discriminator enum example examples externalDocs links mapping scopes security value'.split(
    ' ',
  ),
)
const literals = new Set(['const', 'default', 'enum', 'example', 'value'])

/** Keys whose value is a map from names to objects. */
export const mapKeys: readonly string[] =
  `additionalOperations callbacks content encoding headers mediaTypes parameters pathItems paths
  requestBodies responses securitySchemes variables webhooks`.split(/\s+/)

const maps = new Set(mapKeys)
const schemas = new Set<string>([...schemaKeywords, ...schemaListKeywords])
const schemaMaps = new Set<string>(schemaMapKeywords)

/** Returns the kind of a value by the kind of its parent and its key there. */
export function kindOf(parent: NodeKind, key: string): NodeKind {
  if (parent === 'data') return 'data'
  if (parent === 'map' || parent === 'callback') return 'object'
  if (parent === 'callbacks') return 'callback'
  if (parent === 'schemas') return 'schema'
  if (key.startsWith('x-') || data.has(key)) return 'data'
  if (parent === 'schema') {
    if (schemas.has(key)) return 'schema'
    if (schemaMaps.has(key)) return 'schemas'
    // Names of properties are keys in some keywords, and unknown keywords may have any value.
    return key === 'required' ? 'object' : 'data'
  }
  if (key === 'schema' || key === 'itemSchema') return 'schema'
  if (key === 'schemas') return 'schemas'
  if (key === 'callbacks') return 'callbacks'
  return maps.has(key) ? 'map' : 'object'
}

/** Returns whether the keys of a node are names that its author chose. */
export function hasNames(kind: NodeKind): boolean {
  return ['map', 'callbacks', 'callback', 'schemas'].includes(kind)
}

/** Returns whether null is a value of a keyword, as for any other value. */
export function mayBeNull(parent: NodeKind, key: string): boolean {
  if (hasNames(parent)) return false
  return parent === 'data' || key.startsWith('x-') || literals.has(key)
}
