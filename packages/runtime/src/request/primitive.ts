import type { RejectInput } from '../operation/serializer.ts'

/** Returns a single value as a string. */
export function serializePrimitive(value: unknown, reject: RejectInput): string {
  if (typeof value === 'string') {
    return value.isWellFormed() ? value : reject('must not contain a lone surrogate')
  }
  if (typeof value === 'boolean' || typeof value === 'bigint') return `${value}`
  if (typeof value !== 'number' && !(value instanceof Date)) {
    // `typeof null` would be 'object'.
    const received = Array.isArray(value) ? 'an array' : value && typeof value
    reject(`must be a string, number, boolean, bigint or Date; received ${received}`)
  }
  if (!Number.isFinite(+value)) reject('must be a finite number or Date')
  return typeof value === 'number' ? `${value}` : value.toISOString()
}

// Returns where a value would be lost in JSON, and what is there: `JSON.stringify` makes NaN null
// and a Map {}.
function lostIn(value: unknown, path: string): string | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : `${value}${path}`
  if (typeof value === 'function' || typeof value === 'symbol') return `a ${typeof value}${path}`
  if (typeof value !== 'object' || value === null || 'toJSON' in value) return undefined
  const kind = Object.prototype.toString.call(value).slice(8, -1)
  if (kind !== 'Object' && kind !== 'Array') return `a ${kind}${path}`
  for (const [name, property] of Object.entries(value)) {
    const lost = lostIn(property, path ? `${path}.${name}` : ` at ${name}`)
    if (lost) return lost
  }
  return undefined
}

/**
 * Returns a value as JSON. Rejects a value that JSON cannot hold, instead of sending another one.
 */
export function toJson(value: unknown, reject: RejectInput): string {
  let json: string
  try {
    json = JSON.stringify(value)
  } catch (cause) {
    return reject(`cannot be serialized as JSON: ${(cause as Error).message}`)
  }
  const lost = lostIn(value, '')
  return lost ? reject(`cannot be serialized as JSON: it has ${lost}`) : json
}

/**
 * Returns whether a value is an object whose properties are serialized one by one: no Map, Blob or
 * Date.
 */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return Object.prototype.toString.call(value) === '[object Object]'
}

// Without JSON there is no notation for null, so it counts as undefined and is not sent:
// https://www.rfc-editor.org/rfc/rfc6570#section-2.3

/** Returns the properties that are neither undefined nor null. */
export function definedEntries(value: object): [string, unknown][] {
  return Object.entries(value).filter(([, property]) => property != null)
}

/** Returns the items that are neither undefined nor null; a single value counts as an item. */
export function definedItems(value: unknown): unknown[] {
  return [value].flat().filter((item) => item != null)
}
