import { type Document, resolve, type Schema } from '../../openapi/document.ts'
import { pointerTo } from '../../openapi/json-pointer.ts'
import { literalType, type TypeNode, unionOf, unknownType } from './type-node.ts'

interface Discriminator {
  readonly propertyName?: string
  readonly mapping?: Readonly<Record<string, string>>
}

/**
 * Returns the property that a mapping adds to an alternative, `{ kind: 'cat' }`; `unknown` where the alternative has
 * such values of its own, or where the mapping has none for it.
 */
export function discriminated(
  document: Document,
  { discriminator }: Schema,
  alternative: unknown,
): TypeNode {
  const { propertyName, mapping = {} } = (discriminator ?? {}) as Discriminator
  const ref = (alternative as Schema | null)?.$ref
  if (propertyName === undefined || ref === undefined) return unknownType
  const values = Object.entries(mapping)
    .filter(([, target]) => target === ref || pointerTo('components', 'schemas', target) === ref)
    .map(([value]) => value)
  const schema = resolve<Schema>(document, { $ref: ref })
  if (values.length === 0 || hasOwnValues(document, schema, propertyName)) return unknownType
  const type = unionOf(values.map(literalType))
  return { kind: 'object', members: [{ name: propertyName, isOptional: false, type, comment: [] }] }
}

// Whether a schema, or one that it combines, restricts the property to certain values or gives it another type.
function hasOwnValues(document: Document, schema: Schema, name: string, depth = 0): boolean {
  if (depth > 20) return false
  const properties = (schema['properties'] ?? {}) as Record<string, Schema>
  const own = Object.hasOwn(properties, name) ? properties[name] : undefined
  const property = own && typeof own === 'object' ? resolve<Schema>(document, own) : undefined
  if (property && !(property['type'] === 'string' && !property['enum'] && !('const' in property))) {
    return true
  }
  const parts = (Array.isArray(schema['allOf']) ? schema['allOf'] : []) as Schema[]
  return parts.some((part) =>
    hasOwnValues(document, resolve<Schema>(document, part), name, depth + 1),
  )
}
