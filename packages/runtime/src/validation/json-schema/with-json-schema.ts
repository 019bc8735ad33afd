import type { StandardJSONSchemaV1, StandardSchemaV1 } from '@standard-schema/spec'
import { type JsonSchemaObject, toDraft07 } from './draft-07.ts'

declare const dates: unique symbol

/** A schema of the contract with its JSON Schema. `Dates` names the properties that are dates. */
export type WithJsonSchema<S extends StandardSchemaV1, Dates = unknown> = S & {
  /** The JSON Schema; what it refers to is in `definitions`. */
  readonly jsonSchema: JsonSchemaObject | boolean
  /** Returns the schemas that the JSON Schema refers to in `$defs`, by name. */
  readonly definitions: () => Definitions
  readonly '~standard': { readonly jsonSchema: StandardJSONSchemaV1.Converter }
  readonly [dates]?: Dates
}

/** Schemas with their JSON Schemas, by name. */
export type Definitions = Readonly<Record<string, AnyWithJsonSchema>>

/** What the functions of this module need of a schema. */
export interface AnyWithJsonSchema<Dates = unknown> {
  readonly jsonSchema: JsonSchemaObject | boolean
  readonly definitions: () => Definitions
  readonly [dates]?: Dates
}

/**
 * Returns a schema with its JSON Schema, as a Standard JSON Schema. @see
 * https://standardschema.dev/json-schema
 *
 * @param definitions - Returns the schemas that it refers to; a function, because schemas may refer
 * to each other.
 */
export function withJsonSchema<S extends StandardSchemaV1, Dates = unknown>(
  schema: S,
  definitions: () => Definitions,
  jsonSchema: JsonSchemaObject | boolean,
): WithJsonSchema<S, Dates> {
  const convert = ({ target }: StandardJSONSchemaV1.Options): Record<string, unknown> => {
    const standalone = standaloneSchema({ jsonSchema, definitions })
    if (target === 'draft-2020-12') {
      return { $schema: 'https://json-schema.org/draft/2020-12/schema', ...standalone }
    }
    if (target === 'draft-07') return toDraft07(standalone)
    throw new TypeError(`The target ${target} is not supported; use "draft-2020-12" or "draft-07".`)
  }
  const standard = { ...schema['~standard'], jsonSchema: { input: convert, output: convert } }
  return { ...schema, jsonSchema, definitions, '~standard': standard }
}

function standaloneSchema(schema: AnyWithJsonSchema): JsonSchemaObject {
  const all = allDefinitions(schema)
  const { jsonSchema } = schema
  const root = typeof jsonSchema === 'boolean' ? (jsonSchema ? {} : { not: {} }) : jsonSchema
  if (all.size === 0) return root
  const $defs = [...all].map(([name, one]) => [name, one.jsonSchema] as const)
  return { ...root, $defs: Object.fromEntries($defs) }
}

/** Returns all schemas that a schema refers to, also through others, by name. */
export function allDefinitions(schema: AnyWithJsonSchema): ReadonlyMap<string, AnyWithJsonSchema> {
  const all = new Map(Object.entries(schema.definitions()))
  // The map grows while it is iterated.
  for (const one of all.values()) {
    for (const [name, other] of Object.entries(one.definitions())) all.set(name, other)
  }
  return all
}
