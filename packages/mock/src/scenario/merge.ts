import { type JsonObject, propertyAt, withProperty } from './property-path.ts'

interface MergeOptions {
  /** Properties to add, or to replace those of the body. */
  readonly properties: JsonObject
  /** Returns what is wrong with a body. */
  readonly violations: (body: unknown) => readonly string[]
}

/**
 * Merges properties into the object at a dotted path of a valid body. Properties that would make
 * the body invalid are skipped.
 */
export function mergeAllowed(
  body: unknown,
  path: string,
  { properties, violations }: MergeOptions,
): unknown {
  const merge = (target: unknown, additions: JsonObject) =>
    withProperty(target, path, { ...(propertyAt(target, path) as JsonObject), ...additions })
  const complete = merge(body, properties)
  if (violations(complete).length === 0) return complete
  let result = body
  for (const [name, value] of Object.entries(properties)) {
    const candidate = merge(result, { [name]: value })
    if (violations(candidate).length === 0) result = candidate
  }
  return result
}
