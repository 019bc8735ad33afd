/** A decimal number: an integer and a power of ten. */
interface Decimal {
  readonly digits: bigint
  readonly exponent: number
}

// The shortest decimal that JavaScript writes for a number is the one that JSON had: 0.07, not
// 0.070000000000000006661.
function decimal(value: number | bigint): Decimal {
  const [mantissa = '', power = '0'] = String(value).split('e')
  const [integer = '', fraction = ''] = mantissa.split('.')
  return { digits: BigInt(integer + fraction), exponent: Number(power) - fraction.length }
}

/**
 * Returns whether a number is a multiple of another one, as decimals: 19.99 is a multiple of 0.01.
 */
export function isMultipleOf(value: number | bigint, factor: number): boolean {
  if (Number.isSafeInteger(value) && Number.isSafeInteger(factor))
    return Number(value) % factor === 0
  const [left, right] = [decimal(value), decimal(factor)]
  const exponent = Math.min(left.exponent, right.exponent)
  const scaled = ({ digits, exponent: own }: Decimal) => digits * 10n ** BigInt(own - exponent)
  return scaled(left) % scaled(right) === 0n
}
