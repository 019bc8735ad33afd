/**
 * Returns whether the items of an array are unique. Objects are compared by their JSON with sorted
 * keys, as comparing each with every other takes seconds for ten thousand of them.
 */
export function hasUniqueItems(items: readonly unknown[]): boolean {
  const primitives = new Set<unknown>()
  const objects = new Set<string>()
  for (const item of items) {
    const isPrimitive = typeof item !== 'object' || item === null
    const key = isPrimitive ? item : canonical(item)
    const seen: Set<unknown> = isPrimitive ? primitives : objects
    if (seen.has(key)) return false
    seen.add(key)
  }
  return true
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? typeof value
  const members = Object.keys(value)
    .sort()
    .map((name) => `${JSON.stringify(name)}:${canonical((value as Record<string, unknown>)[name])}`)
  return `{${members.join()}}`
}
