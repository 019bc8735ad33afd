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

/** Returns a value as JSON. */
export function toJson(value: unknown, reject: RejectInput): string {
  try {
    return JSON.stringify(value)
  } catch (cause) {
    return reject(`cannot be serialized as JSON: ${(cause as Error).message}`)
  }
}

/** Returns whether a value is an object whose properties are serialized one by one. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date)
  )
}

/** Returns the properties whose value is not undefined. */
export function definedEntries(value: object): [string, unknown][] {
  return Object.entries(value).filter(([, property]) => property !== undefined)
}
