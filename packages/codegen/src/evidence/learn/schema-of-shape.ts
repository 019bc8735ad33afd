import type { Shape } from '@returning-kit/runtime/recording'
import type { Schema } from '../../openapi/document.ts'

/**
 * Returns a schema that accepts the values of a shape, and no tighter one than the shape proves: no
 * property is required, and no length, bound or enum is set.
 *
 * @param isVersion30 - Whether the schema is for OpenAPI 3.0, which has no list of types.
 */
export function schemaOfShape(shape: Shape, isVersion30 = false): Schema {
  const schemas = schemasOf(shape, isVersion30)
  const isNullable = shape.null !== undefined && schemas.length > 0
  const types = schemas.map((schema) => schema['type'])
  const areScalars = schemas.every((schema) => Object.keys(schema).length === 1)
  let schema: Schema = schemas[0] ?? {}
  if (schemas.length > 1) {
    schema = areScalars && !isVersion30 ? { type: types } : { anyOf: schemas }
  }
  if (!isNullable) return schema
  if (isVersion30 && schemas.length === 1) return { ...schema, nullable: true }
  // Beside `anyOf` the keyword has no effect.
  if (isVersion30) return { anyOf: schemas.map((one) => ({ ...one, nullable: true })) }
  if (schema['type'] === undefined) return { anyOf: [...schemas, { type: 'null' }] }
  return { ...schema, type: [schema['type'], 'null'].flat() }
}

function schemasOf(
  { string, number, integer, boolean, array, object }: Shape,
  is30: boolean,
): Schema[] {
  const schemas: Schema[] = []
  if (string) {
    const [format] = Object.keys(string.formats ?? {})
    const isAlways = format !== undefined && string.formats?.[format] === string.count
    schemas.push({ type: 'string', ...(isAlways && { format }) })
  }
  if (number) schemas.push({ type: 'number' })
  else if (integer) schemas.push({ type: 'integer' })
  if (boolean) schemas.push({ type: 'boolean' })
  if (array)
    schemas.push({ type: 'array', items: array.items ? schemaOfShape(array.items, is30) : {} })
  if (object) {
    const properties = Object.entries(object.properties ?? {}).map(
      ([name, inner]) => [name, schemaOfShape(inner, is30)] as const,
    )
    schemas.push({
      type: 'object',
      ...(properties.length > 0 && { properties: Object.fromEntries(properties) }),
      ...(object.entries && { additionalProperties: schemaOfShape(object.entries, is30) }),
    })
  }
  return schemas
}
