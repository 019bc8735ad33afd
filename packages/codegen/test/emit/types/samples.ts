import { Code } from '../../../src/emit/print.ts'
import { type Document, resolve, type Schema } from '../../../src/openapi/document.ts'
import { pointerTo } from '../../../src/openapi/json-pointer.ts'

/** A value that breaks a schema, and how. */
export interface BrokenSample {
  readonly value: unknown
  /** The keyword and the place, for messages. */
  readonly why: string
}

// Deeper values repeat what shallow ones test.
const maxDepth = 5
const maxAlternatives = 4

/**
 * Generates values of the schemas of a document: what their types must accept, and what they must
 * not.
 */
export class Samples {
  readonly #document: Document

  constructor(document: Document) {
    this.#document = document
  }

  /**
   * Returns values that a schema accepts: with and without the optional properties, one for each
   * alternative.
   */
  valid(schema: unknown): unknown[] {
    const values = [this.#value(schema, 'minimal'), this.#value(schema, 'full')]
    const [name, alternatives] = this.#alternatives(schema)
    for (const alternative of alternatives.slice(0, maxAlternatives)) {
      const { [name]: _, ...rest } = this.#resolved(schema)
      const part = this.#withDiscriminator(this.#resolved(schema), alternative)
      values.push(this.#value({ allOf: [rest, part] }, 'minimal'))
    }
    return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()]
  }

  /**
   * Returns values with one error each: a missing property, or one of another type, enum or
   * constant.
   */
  broken(schema: unknown): BrokenSample[] {
    const value = this.#value(schema, 'full')
    if (typeof value !== 'object' || value === null || value instanceof Code) return []
    const resolved = this.#resolved(schema)
    const object = value as Readonly<Record<string, unknown>>
    const missing = this.#required(resolved).map((name) => {
      const { [name]: _, ...rest } = object
      return { value: rest, why: `required ${name}` }
    })
    const properties = Object.entries((resolved['properties'] ?? {}) as Record<string, unknown>)
    const wrong = properties.flatMap(([name, property]) =>
      Object.hasOwn(object, name)
        ? this.#wrong(property).map((other) => ({
            value: { ...object, [name]: other.value },
            why: `${other.why} of ${name}`,
          }))
        : [],
    )
    return [...missing, ...wrong]
  }

  #required({ required }: Schema): string[] {
    return Array.isArray(required) ? required.filter((name) => typeof name === 'string') : []
  }

  #wrong(node: unknown): BrokenSample[] {
    const schema = this.#resolved(node)
    if ('const' in schema) return [{ value: 'no such value', why: 'const' }]
    if (Array.isArray(schema['enum'])) return [{ value: 'no such value', why: 'enum' }]
    const types = [schema['type'] ?? []].flat()
    if (types.length === 0) return []
    const other = [{ an: 'object' }, 'a string', 1, true, null].find(
      (value) => !types.some((type) => isOfType(value, type)),
    )
    return other === undefined ? [] : [{ value: other, why: 'type' }]
  }

  #resolved(node: unknown): Schema {
    return typeof node === 'object' && node !== null ? resolve(this.#document, node as Schema) : {}
  }

  #alternatives(node: unknown): ['oneOf' | 'anyOf', readonly unknown[]] {
    const schema = this.#resolved(node)
    const name = Array.isArray(schema['oneOf']) ? 'oneOf' : 'anyOf'
    return [name, Array.isArray(schema[name]) ? (schema[name] as unknown[]) : []]
  }

  #value(node: unknown, mode: 'minimal' | 'full', depth = 0): unknown {
    const schema = this.#resolved(node)
    if ('const' in schema) return schema['const']
    if (Array.isArray(schema['enum'])) return this.#enumValue(schema)
    const values = this.#partsOf(schema).map((part) => this.#value(part, mode, depth))
    const own = this.#ownValue(schema, mode, depth)
    const objects = [own, ...values].filter(isPlainObject)
    if (objects.length > 0) return Object.assign({}, ...objects)
    return own ?? values.find((value) => value !== undefined && value !== null) ?? values[0] ?? null
  }

  #enumValue(schema: Schema): unknown {
    const types = [schema['type'] ?? []].flat()
    const values = schema['enum'] as unknown[]
    return values.find((value) => types.some((type) => isOfType(value, type))) ?? values[0]
  }

  // Schemas that a value has to satisfy besides its own keywords; of alternatives the first.
  #partsOf(schema: Schema): unknown[] {
    const { allOf, oneOf, anyOf } = schema
    const all = Array.isArray(allOf) ? allOf : []
    const first = [oneOf, anyOf].flatMap((one) =>
      Array.isArray(one) && one.length > 0 ? [one[0]] : [],
    )
    return [...all, ...first.map((one) => this.#withDiscriminator(schema, one))]
  }

  #withDiscriminator(schema: Schema, alternative: unknown): unknown {
    const { propertyName, mapping = {} } = (schema['discriminator'] ?? {}) as {
      propertyName?: string
      mapping?: Record<string, string>
    }
    const ref = (alternative as Schema).$ref
    const [value] =
      Object.entries(mapping).find(([, target]) =>
        [target, pointerTo('components', 'schemas', target)].includes(ref ?? ''),
      ) ?? []
    if (propertyName === undefined || value === undefined) return alternative
    const own = this.#resolved(alternative)['properties'] as Record<string, Schema> | undefined
    const property = own?.[propertyName]
    if (property && (property['enum'] || 'const' in property || property.$ref)) return alternative
    return {
      allOf: [
        alternative,
        {
          type: 'object',
          required: [propertyName],
          properties: { [propertyName]: { const: value } },
        },
      ],
    }
  }

  #ownValue(schema: Schema, mode: 'minimal' | 'full', depth: number): unknown {
    const isObject = schema['properties'] ?? schema['required'] ?? schema['additionalProperties']
    const [type = isObject ? 'object' : schema['items'] ? 'array' : undefined] = [
      schema['type'] ?? [],
    ].flat()
    switch (type) {
      case 'string':
        return schema['format'] === 'binary' ? new Code('new Blob([])') : 'text'
      case 'integer':
      case 'number':
        return 1
      case 'boolean':
        return true
      case 'array':
        return this.#array(schema, mode, depth)
      case 'object':
        return this.#object(schema, mode, depth)
      default:
        return undefined
    }
  }

  #array(schema: Schema, mode: 'minimal' | 'full', depth: number): unknown[] {
    const { prefixItems, items, minItems } = schema
    if (Array.isArray(prefixItems))
      return prefixItems.map((one) => this.#value(one, mode, depth + 1))
    const length = Math.max(Number(minItems ?? 0), mode === 'full' && depth < maxDepth ? 1 : 0)
    return Array.from({ length: Math.min(length, 3) }, () => this.#value(items, mode, depth + 1))
  }

  #object(schema: Schema, mode: 'minimal' | 'full', depth: number): Record<string, unknown> {
    if (depth > maxDepth * 2) return {}
    const properties = (schema['properties'] ?? {}) as Record<string, Schema>
    const required = this.#required(schema)
    const isOffered = (name: string) => properties[name]?.['readOnly'] !== true
    const names = mode === 'full' && depth < maxDepth ? Object.keys(properties) : []
    const all = [...new Set([...required, ...names])].filter(isOffered)
    const values = all.map((name) => [name, this.#value(properties[name], mode, depth + 1)])
    const { additionalProperties } = schema
    if (mode === 'full' && typeof additionalProperties === 'object' && depth < maxDepth) {
      values.push(['another name', this.#value(additionalProperties, mode, depth + 1)])
    }
    return Object.fromEntries(values)
  }
}

function isPlainObject(value: unknown): boolean {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Code)
  )
}

function isOfType(value: unknown, type: unknown): boolean {
  if (value === null) return type === 'null'
  if (Array.isArray(value)) return type === 'array'
  if (typeof value === 'number') return type === 'number' || type === 'integer'
  return typeof value === type
}
