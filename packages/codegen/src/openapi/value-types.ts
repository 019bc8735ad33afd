import { type Document, resolve, type Schema } from './document.ts'

/** The JSON types of values; undefined for any. */
export type ValueTypes = ReadonlySet<string> | undefined

/** Returns the JSON types of the values that a schema accepts. An integer is a number. */
export function valueTypes(document: Document, node: unknown, depth = 0): ValueTypes {
  if (typeof node !== 'object' || node === null || depth > 8) return undefined
  const schema = resolve<Schema>(document, node as Schema)
  const { allOf = [], anyOf, oneOf, enum: values } = schema
  const typesOf = (one: unknown) => valueTypes(document, one, depth + 1)
  const restrictions = [
    ownTypes(schema),
    'const' in schema ? new Set([typeOfValue(schema['const'])]) : undefined,
    Array.isArray(values) ? new Set(values.map(typeOfValue)) : undefined,
    ...(allOf as unknown[]).map(typesOf),
    ...[anyOf, oneOf].map((alternatives) => anyOfTypes(alternatives, typesOf)),
  ]
  return restrictions.reduce(intersection, undefined)
}

/** Returns the JSON types of the values inside of the arrays and objects that a schema accepts. */
export function innerTypes(document: Document, node: unknown, depth = 0): ReadonlySet<string> {
  if (typeof node !== 'object' || node === null || depth > 8) return new Set()
  const schema = resolve<Schema>(document, node as Schema)
  const { items, properties = {}, additionalProperties, allOf, anyOf, oneOf } = schema
  const inner = [items, additionalProperties, ...Object.values(properties as object)]
  const types = inner.flatMap((one) => [...(valueTypes(document, one, depth + 1) ?? [])])
  const combined = [allOf, anyOf, oneOf]
    .flat()
    .flatMap((one) => [...innerTypes(document, one, depth + 1)])
  return new Set([...types, ...combined])
}

// A schema without a type that describes properties or items is one of objects or arrays.
function ownTypes(schema: Schema): ValueTypes {
  const { type, properties, items } = schema
  if (type !== undefined) return new Set([type].flat().map(numberForInteger))
  if (properties !== undefined) return new Set(['object'])
  return items === undefined ? undefined : new Set(['array'])
}

const numberForInteger = (type: unknown) => (type === 'integer' ? 'number' : String(type))

function typeOfValue(value: unknown): string {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'array' : typeof value
}

function anyOfTypes(alternatives: unknown, typesOf: (one: unknown) => ValueTypes): ValueTypes {
  if (!Array.isArray(alternatives)) return undefined
  const types = alternatives.map(typesOf)
  if (types.includes(undefined)) return undefined
  return new Set(types.flatMap((one) => [...(one ?? [])]))
}

function intersection(one: ValueTypes, other: ValueTypes): ValueTypes {
  if (!one || !other) return one ?? other
  return new Set([...one].filter((type) => other.has(type)))
}
