/**
 * Returns the input of a call as a part of a key. A key is hashed as JSON, which has no bigint, so it
 * holds a string such as `5n` instead.
 */
export function keyInput<Part>(part: Part): Part {
  if (typeof part === 'bigint') return `${part}n` as Part
  if (Array.isArray(part)) return part.map(keyInput) as Part
  if (Object.prototype.toString.call(part) !== '[object Object]') return part
  const entries = Object.entries(part as object).map(([name, value]) => [name, keyInput(value)])
  return Object.fromEntries(entries) as Part
}
