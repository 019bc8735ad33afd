/** JSON Schema of a value. It contains property names, but no other part of the value. */
export interface InferredSchema {
  readonly type: 'null' | 'boolean' | 'number' | 'string' | 'array' | 'object'
  readonly properties?: Readonly<Record<string, InferredSchema>>
  readonly items?: InferredSchema
}

// More than any event needs. Without limits a single delivery could produce a huge schema.
const maxDepth = 8
const maxProperties = 100

/** Infers the schema of a JSON value. The schema of an array is that of its first item. */
export function inferSchema(value: unknown, depth = 0): InferredSchema {
  if (value === null || value === undefined) return { type: 'null' }
  if (typeof value !== 'object') return { type: typeof value as 'boolean' | 'number' | 'string' }
  if (Array.isArray(value)) {
    return value.length === 0 || depth >= maxDepth
      ? { type: 'array' }
      : { type: 'array', items: inferSchema(value[0], depth + 1) }
  }
  if (depth >= maxDepth) return { type: 'object' }
  const entries = Object.entries(value).slice(0, maxProperties)
  return {
    type: 'object',
    properties: Object.fromEntries(
      entries.map(([name, item]) => [name, inferSchema(item, depth + 1)]),
    ),
  }
}
