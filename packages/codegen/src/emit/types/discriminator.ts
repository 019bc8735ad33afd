import { type Document, resolve, type Schema, schemaPointer } from '../../openapi/document.ts'
import { literalType, type TypeNode, unionOf, unknownType } from './type-node.ts'

interface Discriminator {
  readonly propertyName?: string
  readonly mapping?: Readonly<Record<string, string>>
}

/**
 * Returns the property that a mapping adds to an alternative, `{ kind: 'cat' }`; `unknown` where
 * the alternative has such values of its own, or where the mapping has none for it.
 */
export function discriminated(document: Document, schema: Schema, alternative: unknown): TypeNode {
  const mapped = mappedValues(document, schema, alternative)
  if (!mapped) return unknownType
  const { name, values } = mapped
  const isOptional = !combinedSchemas(document, alternative as Schema).some(
    ({ required }) => Array.isArray(required) && required.includes(name),
  )
  const type = unionOf(values.map(literalType))
  return { kind: 'object', members: [{ name, isOptional, type, comment: [] }] }
}

/**
 * Returns the property and the values that a mapping adds to an alternative; undefined where it
 * adds nothing.
 */
export function mappedValues(
  document: Document,
  { discriminator }: Schema,
  alternative: unknown,
): { readonly name: string; readonly values: readonly string[] } | undefined {
  const { propertyName: name, mapping = {} } = (discriminator ?? {}) as Discriminator
  const ref = (alternative as Schema | null)?.$ref
  if (name === undefined || ref === undefined) return undefined
  const values = Object.entries(mapping)
    .filter(([, target]) => target === ref || schemaPointer(target) === ref)
    .map(([value]) => value)
  if (values.length === 0) return undefined
  const schemas = combinedSchemas(document, alternative as Schema)
  if (!schemas.every(isObject) || schemas.some(restricts(document, name))) return undefined
  return { name, values }
}

// A schema and those of its `allOf`, without references.
function combinedSchemas(document: Document, node: Schema, depth = 0): Schema[] {
  if (depth > 20 || typeof node !== 'object' || node === null) return []
  const schema = resolve<Schema>(document, node)
  const parts = (Array.isArray(schema['allOf']) ? schema['allOf'] : []) as Schema[]
  return [schema, ...parts.flatMap((part) => combinedSchemas(document, part, depth + 1))]
}

const isObject = ({ type = 'object' }: Schema) => [type].flat().includes('object')

// Whether a schema restricts the property to certain values, or gives it another type than a
// string.
function restricts(document: Document, name: string): (schema: Schema) => boolean {
  return ({ properties = {} }) => {
    if (!Object.hasOwn(properties as object, name)) return false
    const node = (properties as Record<string, Schema>)[name]
    if (typeof node !== 'object') return true
    const property = resolve<Schema>(document, node)
    return property['type'] !== 'string' || 'enum' in property || 'const' in property
  }
}
