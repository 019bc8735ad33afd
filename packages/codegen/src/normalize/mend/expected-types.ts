import { methods } from '../../openapi/document.ts'
import { schemaKeywords, schemaListKeywords, schemaMapKeywords } from '../../openapi/keywords.ts'

import { mapKeys, type NodeKind } from './node-kind.ts'

/** The type of a value in JSON. */
export type JsonType = 'array' | 'boolean' | 'null' | 'number' | 'object' | 'string'

/** Returns the type of a value of a parsed document. */
export function jsonType(value: unknown): JsonType {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  return typeof value as JsonType
}

type Expected = ReadonlyMap<string, readonly JsonType[]>

const each = (words: string, ...types: JsonType[]): [string, readonly JsonType[]][] =>
  words
    .trim()
    .split(/\s+/)
    .map((key) => [key, types])

const shared = [
  ...each('description format operationId summary title url version', 'string'),
  ...each('deprecated', 'boolean'),
]

const ofSchemas: Expected = new Map([
  ...shared,
  ...each(
    '$anchor $dynamicAnchor $dynamicRef $id contentEncoding contentMediaType pattern',
    'string',
  ),
  ...each('nullable readOnly uniqueItems writeOnly', 'boolean'),
  ...each(
    `maxContains maxItems maxLength maxProperties maximum minContains minItems minLength
    minProperties minimum multipleOf`,
    'number',
  ),
  ...each('exclusiveMaximum exclusiveMinimum', 'number', 'boolean'),
  ...each('type', 'string', 'array'),
  ...each('enum', 'array'),
  ...each('discriminator', 'object'),
  ...each(schemaKeywords.join(' '), 'object', 'boolean'),
  ...each('items', 'object', 'boolean', 'array'),
  ...each(schemaListKeywords.join(' '), 'array'),
  ...each(schemaMapKeywords.join(' '), 'object'),
])

const ofObjects: Expected = new Map([
  ...shared,
  ...each('in name parent scheme style type', 'string'),
  ...each('allowReserved explode required', 'boolean'),
  ...each('security servers tags', 'array'),
  ...each(`components flows info requestBody ${methods.join(' ')}`, 'object'),
  ...each('itemSchema schema', 'object', 'boolean'),
  ...each(mapKeys.join(' '), 'object'),
  ...each('parameters', 'array'),
  ...each('schemas', 'object'),
])

/**
 * Returns the types that a value may have; undefined where it may have any.
 *
 * @param path - The keys that lead to the value.
 */
export function expectedTypes(
  parent: NodeKind,
  path: readonly string[],
): readonly JsonType[] | undefined {
  const [grandparent, key = ''] = [path.at(-2), path.at(-1)]
  if (parent === 'callback' && key === '$ref') return ['string']
  if (parent === 'map' || parent === 'callbacks' || parent === 'callback') return ['object']
  if (parent === 'schemas') return ['object', 'boolean']
  if (key.startsWith('x-') || parent === 'data') return undefined
  if (key === 'parameters' && grandparent === 'components') return ['object']
  return (parent === 'schema' ? ofSchemas : ofObjects).get(key)
}

/** Returns the types that the items of an array may have; undefined where they may have any. */
export function expectedItemTypes(kind: NodeKind, key: string): readonly JsonType[] | undefined {
  if (kind === 'schema') return ['object', 'boolean']
  return key === 'parameters' || key === 'servers' ? ['object'] : undefined
}

/** Returns a value as another type, where that is what its author meant; undefined where not. */
export function convert(value: unknown, types: readonly JsonType[]): unknown {
  const type = jsonType(value)
  if (types.includes('string') && (type === 'number' || type === 'boolean')) return String(value)
  if (type !== 'string' || value === '') return undefined
  if (types.includes('number') && Number.isFinite(Number(value))) return Number(value)
  if (!types.includes('boolean')) return undefined
  return value === 'true' ? true : value === 'false' ? false : undefined
}
