import type { JsonSchemaObject } from './draft-07.ts'
import { type AnyWithJsonSchema, allDefinitions } from './with-json-schema.ts'

/**
 * The JSON Schemas that apply to a value: references are followed, and alternatives that do not fit
 * are left out.
 */
export class ApplicableSchemas {
  readonly #root: AnyWithJsonSchema
  readonly #definitions: ReadonlyMap<string, AnyWithJsonSchema>
  readonly #known = new Map<JsonSchemaObject, readonly JsonSchemaObject[] | undefined>()

  constructor(root: AnyWithJsonSchema) {
    this.#root = root
    this.#definitions = allDefinitions(root)
  }

  /** Returns the schemas that apply to the whole value. */
  root(value: unknown): readonly JsonSchemaObject[] {
    return this.of([this.#root.jsonSchema], value)
  }

  /** Returns the schemas that apply to a value which has to match all of `schemas`. */
  of(schemas: readonly unknown[], value: unknown, depth = 0): readonly JsonSchemaObject[] {
    if (depth > 50 || schemas.length === 0) return []
    const [only] = schemas
    const known = schemas.length === 1 && isSchemaObject(only) ? this.#always(only) : undefined
    return known ?? this.#find(schemas, value, depth)
  }

  // Without alternatives the schemas are the same for every value.
  #always(schema: JsonSchemaObject): readonly JsonSchemaObject[] | undefined {
    if (this.#known.has(schema)) return this.#known.get(schema)
    // What leads to itself is looked up step by step.
    this.#known.set(schema, undefined)
    const { $ref, allOf, anyOf, oneOf, then, else: otherwise } = schema
    if (anyOf !== undefined || oneOf !== undefined) return undefined
    const inner = [
      typeof $ref === 'string' ? this.#resolve($ref) : undefined,
      ...list(allOf),
      then,
      otherwise,
    ]
    const found = inner.filter(isSchemaObject).map((one) => this.#always(one))
    if (found.includes(undefined)) return undefined
    const all = [schema, ...found.flatMap((one) => one ?? [])]
    this.#known.set(schema, all)
    return all
  }

  #find(schemas: readonly unknown[], value: unknown, depth: number): JsonSchemaObject[] {
    return schemas.filter(isSchemaObject).flatMap((schema) => {
      const known = this.#always(schema)
      if (known) return [...known]
      const { $ref, allOf, anyOf, oneOf, then, else: otherwise } = schema
      const alternatives = [...list(anyOf), ...list(oneOf)]
      const inner = [
        typeof $ref === 'string' ? this.#resolve($ref) : undefined,
        ...list(allOf),
        ...this.#fitting(alternatives, value, depth),
        then,
        otherwise,
      ]
      return [schema, ...this.of(inner, value, depth + 1)]
    })
  }

  /** Returns the schemas that apply to a property. */
  ofProperty(
    schemas: readonly JsonSchemaObject[],
    name: string,
    value: unknown,
  ): readonly JsonSchemaObject[] {
    return this.of(
      schemas.flatMap((schema) => declarationsOf(schema, name)),
      value,
    )
  }

  /** Returns the schemas that apply to an item of an array. */
  ofItem(
    schemas: readonly JsonSchemaObject[],
    index: number,
    value: unknown,
  ): readonly JsonSchemaObject[] {
    const items = schemas.map(({ prefixItems, items }) => list(prefixItems)[index] ?? items)
    return this.of(items, value)
  }

  #fitting(alternatives: readonly unknown[], value: unknown, depth: number): readonly unknown[] {
    const fitting = alternatives.filter((one) => this.#fits(one, value, depth + 1))
    return fitting.length > 0 ? fitting : alternatives
  }

  // Types, values and required properties are enough to choose between alternatives.
  #fits(schema: unknown, value: unknown, depth: number): boolean {
    return this.of([schema], value, depth).every(({ type, enum: values, const: only, ...rest }) => {
      if (type !== undefined && !list(type, true).some((name) => isOfType(value, name)))
        return false
      if (values !== undefined && !list(values).includes(value)) return false
      if (only !== undefined && only !== value) return false
      if (!isSchemaObject(value)) return true
      const { required, properties = {} } = rest
      if (list(required).some((name) => value[String(name)] === undefined)) return false
      return Object.entries(properties as object).every(([name, property]) => {
        const isTag = isSchemaObject(property) && ('const' in property || 'enum' in property)
        return !isTag || value[name] === undefined || this.#fits(property, value[name], depth + 1)
      })
    })
  }

  #resolve(ref: string): unknown {
    const [name = '', ...rest] = ref.replace('#/$defs/', '').split('/').map(unescapePart)
    const schema: unknown = this.#definitions.get(name)?.jsonSchema
    return rest.reduce((node, part) => (isSchemaObject(node) ? node[part] : undefined), schema)
  }
}

/** Returns what a schema declares for a property. */
export function declarationsOf(schema: JsonSchemaObject, name: string): unknown[] {
  const { properties = {}, patternProperties = {}, additionalProperties } = schema
  const declared = Object.hasOwn(properties as object, name)
    ? [(properties as JsonSchemaObject)[name]]
    : []
  const matching = Object.entries(patternProperties as object).flatMap(([pattern, one]) =>
    new RegExp(pattern, 'u').test(name) ? [one as unknown] : [],
  )
  const own = [...declared, ...matching]
  return own.length > 0 || additionalProperties === undefined ? own : [additionalProperties]
}

export function isSchemaObject(value: unknown): value is JsonSchemaObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function list(value: unknown, allowsSingle = false): readonly unknown[] {
  if (Array.isArray(value)) return value
  return allowsSingle && value !== undefined ? [value] : []
}

const unescapePart = (part: string) =>
  decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~')

/** Returns whether a value is of a type of JSON Schema. */
export function isOfType(value: unknown, type: unknown): boolean {
  if (type === 'null') return value === null
  if (type === 'array') return Array.isArray(value)
  // In JSON a date is a string.
  if (value instanceof Date) return type === 'string'
  if (type === 'object') return isSchemaObject(value)
  if (type === 'integer') return Number.isInteger(value) || typeof value === 'bigint'
  return typeof value === type
}
