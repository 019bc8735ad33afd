/** The shape of a value as a JSON Schema, without anything of the value but the names of its members. */
export interface InferredSchema {
  readonly type: 'null' | 'boolean' | 'number' | 'string' | 'array' | 'object'
  readonly properties?: Readonly<Record<string, InferredSchema>>
  readonly items?: InferredSchema
}

// Deeper or broader than any event; a bound on what one delivery can make us write.
const mostDepth = 8
const mostMembers = 100

/** Draws the shape of a JSON value, of lists by their first item. */
export function inferSchema(value: unknown, depth = 0): InferredSchema {
  if (value === null || value === undefined) return { type: 'null' }
  if (typeof value !== 'object') return { type: typeof value as 'boolean' | 'number' | 'string' }
  if (Array.isArray(value)) {
    return value.length === 0 || depth >= mostDepth
      ? { type: 'array' }
      : { type: 'array', items: inferSchema(value[0], depth + 1) }
  }
  if (depth >= mostDepth) return { type: 'object' }
  const members = Object.entries(value).slice(0, mostMembers)
  return {
    type: 'object',
    properties: Object.fromEntries(
      members.map(([name, item]) => [name, inferSchema(item, depth + 1)]),
    ),
  }
}
