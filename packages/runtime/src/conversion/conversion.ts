import { ApplicableSchemas } from '../validation/json-schema/applicable.ts'
import type { JsonSchemaObject } from '../validation/json-schema/draft-07.ts'
import type { AnyWithJsonSchema } from '../validation/json-schema/with-json-schema.ts'

declare const valueType: unique symbol

/**
 * Where the JSON of a value has dates and integers of 64 bits. `T` is the type of the value in
 * JavaScript, with `Date` and `bigint`.
 */
export interface Conversion<T = unknown> {
  /** The JSON Schema of these places, and of what decides between alternatives. */
  readonly jsonSchema: JsonSchemaObject
  /** Returns the conversions that the JSON Schema refers to in `$defs`, by name. */
  readonly definitions: () => Readonly<Record<string, Conversion>>
  readonly [valueType]?: T
}

const applicableSchemas = new WeakMap<Conversion, ApplicableSchemas>()

/** Returns the schemas of a conversion that apply to the parts of a value. */
export function schemasOf(conversion: Conversion): ApplicableSchemas {
  const known = applicableSchemas.get(conversion)
  if (known) return known
  const schemas = new ApplicableSchemas(conversion as AnyWithJsonSchema)
  applicableSchemas.set(conversion, schemas)
  return schemas
}

/** Returns whether one of the schemas has one of the formats. */
export function hasFormat(schemas: readonly JsonSchemaObject[], ...formats: string[]): boolean {
  return schemas.some(({ format }) => formats.includes(format as string))
}
