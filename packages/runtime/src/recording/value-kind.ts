import { isObject } from '../validation/values.ts'
import type { Shape } from './evidence.ts'
import type { Alternative } from './position.ts'

/** A kind of JSON value. An integer is a number without a fraction. */
export type ValueKind = keyof Shape

/** Returns the kind of a JSON value; undefined for what is not JSON, such as a file. */
export function valueKind(value: unknown): ValueKind | undefined {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  if (Number.isInteger(value)) return 'integer'
  const type = typeof value
  if (type === 'boolean' || type === 'number' || type === 'string') return type
  const isPlain = isObject(value) && /^(Object|null)$/.test(value.constructor?.name ?? 'null')
  return isPlain ? 'object' : undefined
}

/** Returns whether all schemas of an alternative accept a kind. */
export function acceptsKind(schemas: Alternative, kind: ValueKind): boolean {
  return schemas.every(({ schema }) => {
    if (schema['type'] === undefined) return acceptsKindOfValues(schema, kind)
    const types = [schema['type']].flat()
    if (kind === 'null' && schema['nullable'] === true) return true
    return types.includes(kind) || (kind === 'integer' && types.includes('number'))
  })
}

// A value that is no object or array is compared with the declared values where it is recorded.
function acceptsKindOfValues(
  { enum: all, const: one }: Readonly<Record<string, unknown>>,
  kind: ValueKind,
): boolean {
  if (kind !== 'object' && kind !== 'array') return true
  if (Array.isArray(all)) return all.some((value) => valueKind(value) === kind)
  return one === undefined || valueKind(one) === kind
}

/** Returns the alternatives that accept a kind; the same array if all do. */
export function alternativesOfKind(
  alternatives: readonly Alternative[],
  kind: ValueKind,
): readonly Alternative[] {
  const accepting = alternatives.filter((schemas) => acceptsKind(schemas, kind))
  return accepting.length === alternatives.length ? alternatives : accepting
}
