import { isSchemaObject } from './applicable.ts'
import type { JsonSchemaObject } from './draft-07.ts'
import { transform } from './transform.ts'
import type { AnyWithJsonSchema } from './with-json-schema.ts'

/**
 * Returns a copy of a value in which properties that are missing have the defaults of the schema.
 */
export function withDefaults<T>(schema: AnyWithJsonSchema, value: T): T {
  return transform(schema, value, fillObject) as T
}

function fillObject(value: unknown, schemas: readonly JsonSchemaObject[]): unknown {
  if (!isSchemaObject(value) || value instanceof Blob) return value
  const defaults = schemas
    .flatMap(({ properties = {} }) => Object.entries(properties as object))
    .flatMap(([name, property]) =>
      isSchemaObject(property) && 'default' in property && value[name] === undefined
        ? [[name, structuredClone(property['default'])]]
        : [],
    )
  return defaults.length > 0 ? { ...value, ...Object.fromEntries(defaults) } : value
}
