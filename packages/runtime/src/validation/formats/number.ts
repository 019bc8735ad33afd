function isInRange(value: unknown, min: number, max: number): value is number {
  return Number.isInteger(value) && (value as number) >= min && (value as number) <= max
}

/** Returns whether a value is a signed integer of 8 bits. */
export function isInt8(value: unknown): value is number {
  return isInRange(value, -128, 127)
}

/** Returns whether a value is an unsigned integer of 8 bits. */
export function isUint8(value: unknown): value is number {
  return isInRange(value, 0, 255)
}

/** Returns whether a value is a signed integer of 16 bits. */
export function isInt16(value: unknown): value is number {
  return isInRange(value, -(2 ** 15), 2 ** 15 - 1)
}

/** Returns whether a value is an unsigned integer of 16 bits. */
export function isUint16(value: unknown): value is number {
  return isInRange(value, 0, 2 ** 16 - 1)
}

/** Returns whether a value is a signed integer of 32 bits. */
export function isInt32(value: unknown): value is number {
  return isInRange(value, -(2 ** 31), 2 ** 31 - 1)
}

/** Returns whether a value is an unsigned integer of 32 bits. */
export function isUint32(value: unknown): value is number {
  return isInRange(value, 0, 2 ** 32 - 1)
}

/**
 * Returns whether a value is a signed integer of 64 bits: a number, or a bigint, as not every one
 * is a number.
 */
export function isInt64(value: unknown): value is number | bigint {
  if (typeof value === 'bigint') return BigInt.asIntN(64, value) === value
  // The largest number below 2 ** 63; the next one is 2 ** 63 itself.
  return isInRange(value, -(2 ** 63), 2 ** 63 - 1024)
}

/** Returns whether a value is an unsigned integer of 64 bits: a number or a bigint. */
export function isUint64(value: unknown): value is number | bigint {
  if (typeof value === 'bigint') return BigInt.asUintN(64, value) === value
  return isInRange(value, 0, 2 ** 64 - 2048)
}

/** Returns whether a value is a bigint of 64 bits. */
export function isBigInt64(value: unknown): value is bigint {
  return typeof value === 'bigint' && BigInt.asIntN(64, value) === value
}

/** Returns whether a value is an unsigned bigint of 64 bits. */
export function isBigUint64(value: unknown): value is bigint {
  return typeof value === 'bigint' && BigInt.asUintN(64, value) === value
}
