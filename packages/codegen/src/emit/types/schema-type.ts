import { convertedValue } from '../../openapi/converted.ts'
import { type Document, type Schema, schemaName } from '../../openapi/document.ts'
import { valueAt } from '../../openapi/json-pointer.ts'
import { combiningKeywords } from '../../openapi/keywords.ts'
import { discriminated } from './discriminator.ts'
import { objectType } from './object-type.ts'
import {
  intersectionOf,
  isKeyword,
  literalType,
  nameNode,
  neverType,
  type TupleItem,
  type TypeNode,
  unionOf,
  unknownType,
} from './type-node.ts'

/** What types of schemas refer to. */
export interface TypeNames {
  /** Returns the name of the type of a component schema. */
  readonly component: (name: string) => string
  /** The type of files. */
  readonly file: string
  /** The type of dates. @default 'Date' */
  readonly date?: string
  /** Names of schemas that have a declaration of their own, though they are no components. */
  readonly declared?: ReadonlyMap<unknown, string>
}

const objectKeywords = ['properties', 'required', 'additionalProperties', 'patternProperties']

/** Returns the types of schemas. The document must not need a direction, see `splitDirections`. */
export class SchemaTypes {
  readonly #document: Document
  readonly #names: TypeNames
  readonly #followed = new Set<string>()

  constructor(document: Document, names: TypeNames) {
    this.#document = document
    this.#names = names
  }

  /** Returns the type of a schema; its declared name where it has one. */
  typeOf(schema: unknown): TypeNode {
    const name = this.#names.declared?.get(schema)
    return name === undefined ? this.structureOf(schema) : nameNode(name)
  }

  /** Returns the type of a schema, written out. */
  structureOf(schema: unknown): TypeNode {
    if (schema === false) return neverType
    if (typeof schema !== 'object' || schema === null) return unknownType
    const { $ref, allOf, oneOf, anyOf } = schema as Schema
    const type = intersectionOf([
      ...(typeof $ref === 'string' ? [this.#reference($ref)] : []),
      ...(Array.isArray(allOf) ? allOf.map((part) => this.typeOf(part)) : []),
      this.#ownType(schema as Schema),
      this.#alternatives(schema as Schema, oneOf),
      this.#alternatives(schema as Schema, anyOf),
    ])
    return isNullableCombination(schema as Schema) ? unionOf([type, nameNode('null')]) : type
  }

  // A reference into a component has no name, so its target is written out.
  #reference(ref: string): TypeNode {
    const name = schemaName({ $ref: ref })
    if (name !== undefined && Object.hasOwn(this.#document.components?.schemas ?? {}, name)) {
      return nameNode(this.#names.component(name), name)
    }
    if (this.#followed.has(ref)) return unknownType
    this.#followed.add(ref)
    const type = this.typeOf(valueAt(this.#document, ref))
    this.#followed.delete(ref)
    return type
  }

  #alternatives(schema: Schema, alternatives: unknown): TypeNode {
    if (!Array.isArray(alternatives)) return unknownType
    return unionOf(
      alternatives.map((alternative) =>
        intersectionOf([
          this.typeOf(alternative),
          discriminated(this.#document, schema, alternative),
        ]),
      ),
    )
  }

  #ownType(schema: Schema): TypeNode {
    if ('const' in schema) return literalType(schema['const'])
    const types = typesOf(schema).map((type) => this.#typeNamed(type, schema))
    const type = types.length > 0 ? unionOf(types) : unknownType
    const values = schema['enum']
    return Array.isArray(values) ? enumType(values, schema) : type
  }

  #typeNamed(type: unknown, schema: Schema): TypeNode {
    switch (type) {
      case 'string':
        if (convertedValue(schema)) return nameNode(this.#names.date ?? 'Date')
        return nameNode(schema['format'] === 'binary' ? this.#names.file : 'string')
      case 'integer':
      case 'number':
        return nameNode(convertedValue(schema) ?? 'number')
      case 'boolean':
      case 'null':
        return nameNode(type)
      case 'array':
        return this.#arrayType(schema)
      case 'object':
        return objectType(schema, (inner) => this.typeOf(inner))
      default:
        return unknownType
    }
  }

  // Before 2020-12 an array of schemas in `items` was what `prefixItems` is now.
  #arrayType({ items, prefixItems, additionalItems, minItems }: Schema): TypeNode {
    const isOldTuple = Array.isArray(items)
    const first = isOldTuple ? items : prefixItems
    const rest = isOldTuple ? additionalItems : items
    if (!Array.isArray(first)) return { kind: 'array', item: this.typeOf(rest) }
    const required = typeof minItems === 'number' ? minItems : 0
    const tuple = first.map(
      (one, index): TupleItem => ({ type: this.typeOf(one), isOptional: index >= required }),
    )
    const restType = this.typeOf(rest)
    return {
      kind: 'tuple',
      items: tuple,
      rest: isKeyword(restType, 'never') ? undefined : restType,
    }
  }
}

// The types of a schema itself. A schema without a type that describes properties or items is one
// of objects or arrays.
function typesOf(schema: Schema): unknown[] {
  const types = declaredTypes(schema)
  if (types.length > 0) return combines(schema) ? types.filter((type) => adds(schema, type)) : types
  if (adds(schema, 'object')) types.push('object')
  if ('items' in schema || 'prefixItems' in schema) types.push('array')
  if (schema['format'] === 'binary') types.push('string')
  return types
}

const declaredTypes = ({ type }: Schema): unknown[] => (type === undefined ? [] : [type].flat())

const combines = (schema: Schema) => combiningKeywords.some((keyword) => keyword in schema)

// `type` and `nullable` beside a reference mean that the value may also be null.
function isNullableCombination(schema: Schema): boolean {
  return combines(schema) && declaredTypes(schema).includes('null') && !('enum' in schema)
}

// Whether a type of a schema is narrower than the schemas that it combines.
function adds(schema: Schema, type: unknown): boolean {
  if (type === 'object') return objectKeywords.some((keyword) => isRestricted(schema[keyword]))
  if (type === 'array') return 'items' in schema || 'prefixItems' in schema
  return type !== 'null' && !('$ref' in schema) && !('allOf' in schema)
}

function isRestricted(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0
  return value === true || (typeof value === 'object' && value !== null)
}

// A value of another type than the schema's is never valid.
function enumType(values: readonly unknown[], schema: Schema): TypeNode {
  const types = schema['type'] === undefined ? undefined : [schema['type']].flat()
  const possible = values.filter((value) => types?.some((type) => isOfType(value, type)) ?? true)
  return unionOf((possible.length > 0 ? possible : values).map(literalType))
}

function isOfType(value: unknown, type: unknown): boolean {
  if (value === null) return type === 'null'
  if (Array.isArray(value)) return type === 'array'
  if (typeof value === 'number') return type === 'number' || type === 'integer'
  return typeof value === type
}
