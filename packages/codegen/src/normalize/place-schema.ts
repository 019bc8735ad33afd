import { type Document, type Schema, schemaName, schemaPointer } from '../openapi/document.ts'
import { pointerNames, pointerTo, valueAt } from '../openapi/json-pointer.ts'
import { schemaKeywords, schemaListKeywords, schemaMapKeywords } from '../openapi/keywords.ts'
import { isBinary } from '../openapi/media-type.ts'
import type { NeutralSchemas } from './neutral-schemas.ts'
import type { Position } from './positions.ts'

/** Returns the name of the component to refer to for values in a position. */
export type ComponentAt = (name: string, position: Position) => string

const objectKeywords: readonly string[] = [
  'additionalProperties',
  'patternProperties',
  'properties',
  'unevaluatedProperties',
]
const arrayKeywords: readonly string[] = ['contains', 'items', 'prefixItems', 'unevaluatedItems']

/** Writes schemas for one position, see `splitDirections`. */
export class SchemaPlacer {
  readonly #document: Document
  readonly #neutral: NeutralSchemas
  readonly #componentAt: ComponentAt

  constructor(document: Document, neutral: NeutralSchemas, componentAt: ComponentAt) {
    this.#document = document
    this.#neutral = neutral
    this.#componentAt = componentAt
  }

  /**
   * @param optional - Names of properties that a schema around this one declares for the other
   * direction.
   */
  place(node: unknown, position: Position, optional: ReadonlySet<string> = new Set()): unknown {
    // Before 2020-12 the value of `items` may be an array.
    if (Array.isArray(node)) return node.map((one) => this.place(one, position))
    if (typeof node !== 'object' || node === null) return node
    if (optional.size === 0 && this.#neutral.has(node)) return node
    const { readOnly: _, writeOnly: __, ...schema } = withFile(node as Schema, position)
    const excluded = this.#namesWith(position === 'response' ? 'writeOnly' : 'readOnly', schema)
    const notRequired = new Set([...optional, ...excluded])
    if (schema['discriminator']) schema['discriminator'] = this.#discriminator(schema, position)
    if (typeof schema.$ref === 'string') schema.$ref = this.#ref(schema.$ref, position)
    this.#placeInner(schema, position, notRequired)
    if (position !== 'response') markReadOnly(schema, excluded)
    return withoutRequired(schema, notRequired)
  }

  #placeInner(schema: Schema, position: Position, optional: ReadonlySet<string>): void {
    for (const key of schemaKeywords) {
      if (key in schema) schema[key] = this.place(schema[key], innerPosition(key, position))
    }
    for (const key of schemaMapKeywords) {
      const schemas = schema[key]
      if (typeof schemas !== 'object' || schemas === null) continue
      schema[key] = Object.fromEntries(
        Object.entries(schemas).map(([name, one]) => [
          name,
          this.place(one, innerPosition(key, position)),
        ]),
      )
    }
    for (const key of schemaListKeywords) {
      const schemas = schema[key]
      if (!Array.isArray(schemas)) continue
      const names = key === 'prefixItems' ? undefined : optional
      schema[key] = schemas.map((one) => this.place(one, innerPosition(key, position), names))
    }
  }

  #ref(ref: string, position: Position): string {
    const [root, kind, name, ...rest] = pointerNames(ref)
    if (root !== 'components' || kind !== 'schemas' || !this.#hasComponent(name)) return ref
    const target = this.#componentAt(name, position)
    return target === name ? ref : pointerTo('components', 'schemas', target, ...rest)
  }

  #hasComponent(name: string | undefined): name is string {
    return name !== undefined && Object.hasOwn(this.#document.components?.schemas ?? {}, name)
  }

  // Without a mapping the value of a discriminator is the name of the component, which may change.
  #discriminator(schema: Schema, position: Position): unknown {
    const { mapping, ...rest } = schema['discriminator'] as { mapping?: Record<string, string> }
    const declared = Object.entries(mapping ?? {}).map(([value, target]) => {
      const ref = this.#hasComponent(target) ? schemaPointer(target) : target
      return [value, ref] as const
    })
    const mapped = new Set(declared.map(([, ref]) => ref))
    const alternatives = [schema['oneOf'] ?? schema['anyOf'] ?? []].flat() as Schema[]
    const implied = alternatives.flatMap(({ $ref = '' }) => {
      const name = schemaName({ $ref })
      if (!this.#hasComponent(name) || mapped.has($ref)) return []
      return this.#componentAt(name, position) === name ? [] : [[name, $ref] as const]
    })
    const all = [...declared, ...implied].map(([value, ref]) => [value, this.#ref(ref, position)])
    return all.length > 0 ? { ...rest, mapping: Object.fromEntries(all) } : rest
  }

  // Names of the properties with a keyword, those of combined schemas included.
  #namesWith(keyword: string, schema: Schema, depth = 0): string[] {
    if (depth > 20) return []
    const properties = Object.entries((schema['properties'] ?? {}) as Record<string, Schema>)
    const names = properties.flatMap(([name, one]) => (this.#has(keyword, one) ? [name] : []))
    const combined = [schema['allOf'] ?? [], this.#target(schema) ?? []].flat() as Schema[]
    return [...names, ...combined.flatMap((one) => this.#namesWith(keyword, one, depth + 1))]
  }

  #has(keyword: string, schema: Schema, depth = 0): boolean {
    if (typeof schema !== 'object' || schema === null || depth > 20) return false
    const target = this.#target(schema)
    return (
      schema[keyword] === true || (target !== undefined && this.#has(keyword, target, depth + 1))
    )
  }

  #target({ $ref }: Schema): Schema | undefined {
    const target = $ref === undefined ? undefined : valueAt(this.#document, $ref)
    return typeof target === 'object' && target !== null ? (target as Schema) : undefined
  }
}

// A part of a form that is no form itself is sent as JSON, which has no files.
function innerPosition(keyword: string, position: Position): Position {
  if (position === 'form' && objectKeywords.includes(keyword)) return 'part'
  if (position === 'part' && objectKeywords.includes(keyword)) return 'request'
  if (position === 'form' && arrayKeywords.includes(keyword)) return 'request'
  return position
}

function withFile(schema: Schema, position: Position): Schema {
  if (position === 'part' && isBinary(schema)) {
    return { ...schema, type: schema['type'] ?? 'string', format: 'binary' }
  }
  if (schema['format'] !== 'binary') return schema
  const { format: _, ...rest } = schema
  return { ...rest, type: schema['type'] ?? 'string' }
}

function markReadOnly(schema: Schema, names: readonly string[]): void {
  const properties = schema['properties'] as Record<string, unknown> | undefined
  if (!properties || names.length === 0) return
  const isMarked = (name: string, one: unknown) => names.includes(name) && one instanceof Object
  schema['properties'] = Object.fromEntries(
    Object.entries(properties).map(([name, one]) => [
      name,
      isMarked(name, one) ? { ...(one as object), readOnly: true } : one,
    ]),
  )
}

function withoutRequired(schema: Schema, names: ReadonlySet<string>): Schema {
  const { required, ...rest } = schema
  if (!Array.isArray(required) || !required.some((name) => names.has(name as string))) return schema
  const left = required.filter((name) => !names.has(name as string))
  return left.length > 0 ? { ...rest, required: left } : rest
}
