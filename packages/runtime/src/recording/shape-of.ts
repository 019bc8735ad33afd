import { codePointLength, isObject, isOneOf } from '../validation/values.ts'
import { isDataName } from './data-name.ts'
import type { ObjectShape, ScalarShape, Shape } from './evidence.ts'
import { mergeShapes, record } from './merge-shapes.ts'
import type { Alternative, Position } from './position.ts'
import { formatOf, scalarFailures } from './scalar-failures.ts'
import type { SchemaWalker } from './schema-walker.ts'
import { alternativesOfKind, valueKind } from './value-kind.ts'

/** What a value may keep when only its shape is recorded. */
export interface ShapeOptions {
  readonly walker: SchemaWalker
  /** Names of properties and parameters whose values are kept. */
  readonly values: ReadonlySet<string>
}

/** The position of values that the contract does not describe. */
export const unknownPosition: Position = []

const maxUndeclaredNames = 50

// Deeper values would exhaust the stack.
const maxDepth = 200

/**
 * Returns the shape of a value: kinds, names, lengths and counts.
 *
 * @param position - Where the contract describes the value.
 * @param name - Name of the property or parameter that holds the value.
 */
export function shapeOf(
  value: unknown,
  position: Position,
  options: ShapeOptions,
  name?: string,
  depth = 0,
): Shape {
  if (depth > maxDepth) return {}
  if (value instanceof Blob) return fileShape(value)
  const kind = valueKind(value)
  if (kind === undefined) return {}
  const alternatives = alternativesOfKind(options.walker.alternatives(position), kind)
  if (kind === 'array') {
    const all = value as readonly unknown[]
    const items: Shape = {}
    const inner = options.walker.items(alternatives)
    for (const item of all) mergeShapes(items, shapeOf(item, inner, options, name, depth + 1))
    const { length } = all
    return { array: { count: 1, minItems: length, maxItems: length, ...(length > 0 && { items }) } }
  }
  if (kind === 'object') {
    return {
      object: objectShape(
        value as Readonly<Record<string, unknown>>,
        alternatives,
        options,
        depth + 1,
      ),
    }
  }
  const scalar = scalarShape(value, alternatives, name !== undefined && options.values.has(name))
  if (kind !== 'string') return { [kind]: scalar }
  const length = codePointLength(value as string)
  const format = formatOf(value as string)
  const formats = format && { formats: { [format]: 1 } }
  return { string: { ...scalar, minLength: length, maxLength: length, ...formats } }
}

// OpenAPI describes a file as a string.
function fileShape({ size }: Blob): Shape {
  return { string: { count: 1, minLength: size, maxLength: size, formats: { binary: 1 } } }
}

function scalarShape(
  value: unknown,
  alternatives: readonly Alternative[],
  isNamed: boolean,
): ScalarShape {
  const shape: ScalarShape = { count: 1 }
  if (isNamed || isLiteral(value, alternatives)) shape.literals = { [JSON.stringify(value)]: 1 }
  for (const { keyword, expected } of scalarFailures(alternatives, value)) {
    shape.fails ??= {}
    shape.fails[keyword] = { ...shape.fails[keyword], [expected]: 1 }
  }
  return shape
}

/** Returns whether the contract declares a value in an `enum` or `const`. */
export function isLiteral(value: unknown, alternatives: readonly Alternative[]): boolean {
  return alternatives.flat().some(({ schema }) => {
    const { enum: all, const: one } = schema
    return (
      (Array.isArray(all) && isOneOf(value, all)) || ('const' in schema && isOneOf(value, [one]))
    )
  })
}

function objectShape(
  value: Readonly<Record<string, unknown>>,
  alternatives: readonly Alternative[],
  options: ShapeOptions,
  depth: number,
): ObjectShape {
  const shape: ObjectShape = { count: 1 }
  const missing = missingNames(value, alternatives)
  if (missing.length > 0) {
    const counts = missing.map((name) => [JSON.stringify(name), 1] as const)
    shape.fails = { required: Object.fromEntries(counts) }
  }
  const undeclared: string[] = []
  const set = (name: string, property: Shape) => {
    shape.properties ??= record()
    shape.properties[name] = property
  }
  const addEntry = (entry: Shape) => {
    shape.entries = mergeShapes(shape.entries ?? {}, entry)
  }
  for (const [name, inner] of Object.entries(value)) {
    const member = options.walker.member(alternatives, name)
    if (member.isDeclared) set(name, shapeOf(inner, member.position, options, name, depth))
    else if (member.isEntry) addEntry(shapeOf(inner, member.position, options, undefined, depth))
    else undeclared.push(name)
  }
  const areData = haveDataNames(undeclared, value)
  for (const name of undeclared) {
    const inner = shapeOf(value[name], unknownPosition, options, name, depth)
    if (areData) addEntry(inner)
    else set(name, inner)
  }
  return shape
}

// The arms of a union require different names, which the counts of merged objects do not show.
function missingNames(
  value: Readonly<Record<string, unknown>>,
  alternatives: readonly Alternative[],
): readonly string[] {
  if (alternatives.length < 2) return []
  const possible = alternatives.filter((schemas) => isPossible(value, schemas))
  const missing = (possible.length > 0 ? possible : alternatives).map((schemas) =>
    schemas.flatMap(({ schema: { required } }) =>
      Array.isArray(required) ? required.filter((name: string) => !Object.hasOwn(value, name)) : [],
    ),
  )
  return missing.reduce((fewest, names) => (names.length < fewest.length ? names : fewest))
}

// A member with declared values, such as a discriminator, has one of them.
function isPossible(value: Readonly<Record<string, unknown>>, schemas: Alternative): boolean {
  return schemas.every(({ schema: { properties } }) =>
    Object.entries(isObject(properties) ? properties : {}).every(([name, schema]) => {
      const isFixed = isObject(schema) && ('const' in schema || 'enum' in schema)
      if (!isFixed || !Object.hasOwn(value, name)) return true
      return isLiteral(value[name], [[{ schema, pointer: '' }]])
    }),
  )
}

/**
 * Returns whether undeclared names are data: one of them looks like data, there are many, or all
 * their values are objects with the same properties, as in a map by name.
 */
function haveDataNames(
  names: readonly string[],
  value: Readonly<Record<string, unknown>>,
): boolean {
  if (names.length > maxUndeclaredNames || names.some(isDataName)) return true
  const keys = names.map((name) => (isObject(value[name]) ? Object.keys(value[name]) : []))
  const [first = []] = keys
  return (
    names.length > 1 &&
    first.length > 0 &&
    keys.every((own) => own.length === first.length && own.every((key) => first.includes(key)))
  )
}
