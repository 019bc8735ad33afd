// A string, with a colon after it where it is a key.
const strings = /"(?:[^"\\]|\\.)*"(\s*:)?/g

/** Returns whether a parsed document has all keys of its JSON. Of two equal keys `JSON.parse` keeps the last. */
export function hasNoDuplicateKeys(document: unknown, json: string): boolean {
  let count = 0
  for (const [, colon] of json.matchAll(strings)) if (colon) count += 1
  return count === countKeys(document)
}

function countKeys(node: unknown): number {
  if (typeof node !== 'object' || node === null) return 0
  const keys = Array.isArray(node) ? 0 : Object.keys(node).length
  return Object.values(node).reduce((sum: number, value) => sum + countKeys(value), keys)
}
