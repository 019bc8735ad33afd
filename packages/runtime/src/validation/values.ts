/** Returns whether a value is an object of JSON. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Returns whether a value is an array. Unlike `Array.isArray` its items are unknown. */
export function isArray(value: unknown): value is readonly unknown[] {
  return Array.isArray(value)
}

/** Returns whether a value is a number of JSON, which has no NaN and no Infinity. */
export function isNumber(value: unknown): value is number {
  return Number.isFinite(value)
}

/** Returns whether a value is a number without a fraction. */
export function isInteger(value: unknown): value is number {
  return Number.isInteger(value)
}

/** Returns whether a value can be sent as a file. */
export function isFile(value: unknown): value is Blob {
  return value instanceof Blob
}

/** Returns the property of an object, not that of its prototype. */
export function ownProperty(value: object, name: string): unknown {
  return Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined
}

/** Returns the length of a string in code points, as JSON Schema counts it. */
export function codePointLength(value: string): number {
  let count = value.length
  for (let index = 0; index < value.length - 1; index += 1) {
    const high = value.charCodeAt(index)
    if (high < 0xd800 || high > 0xdbff) continue
    const low = value.charCodeAt(index + 1)
    if (low < 0xdc00 || low > 0xdfff) continue
    count -= 1
    index += 1
  }
  return count
}

/** Returns whether two JSON values are equal. */
export function equal(left: unknown, right: unknown): boolean {
  if (left === right) return true
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null)
    return false
  if (Array.isArray(left) !== Array.isArray(right)) return false
  const names = Object.keys(left)
  if (names.length !== Object.keys(right).length) return false
  return names.every(
    (name) =>
      Object.hasOwn(right, name) &&
      equal((left as Record<string, unknown>)[name], (right as Record<string, unknown>)[name]),
  )
}

/** Returns whether a value equals one of the values of an `enum`. */
export function isOneOf(value: unknown, allowed: readonly unknown[]): boolean {
  return allowed.some((one) => equal(value, one))
}

/** Returns what an `enum` requires, in words. */
export function oneOf(allowed: readonly unknown[]): string {
  return `one of ${allowed.map((one) => JSON.stringify(one)).join(', ')}`
}
