import { declarationsOf, isSchemaObject } from './applicable.ts'
import type { JsonSchemaObject } from './draft-07.ts'
import { transform } from './transform.ts'
import type { AnyWithJsonSchema } from './with-json-schema.ts'

/** Returns a copy of a value without the properties that its schema does not declare. */
export function strip<T>(schema: AnyWithJsonSchema, value: T): T {
  return transform(schema, value, stripObject) as T
}

function stripObject(value: unknown, schemas: readonly JsonSchemaObject[]): unknown {
  // An object without declared properties is open.
  const declares = schemas.some(({ properties }) => properties !== undefined)
  if (!isSchemaObject(value) || !declares || value instanceof Blob) return value
  const isDeclared = (name: string) =>
    schemas.some((schema) => declarationsOf(schema, name).some((one) => one !== false))
  return Object.fromEntries(Object.entries(value).filter(([name]) => isDeclared(name)))
}
