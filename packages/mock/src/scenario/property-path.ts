/** Properties of a JSON object. */
export type JsonObject = Readonly<Record<string, unknown>>

/** Returns the value at a dotted path, or the whole value for an empty path. */
export function propertyAt(value: unknown, path: string): unknown {
  const names = path === '' ? [] : path.split('.')
  return names.reduce<unknown>(
    (node, name) => (node as JsonObject | null | undefined)?.[name],
    value,
  )
}

/** Returns a copy of a body with another value at a dotted path. Undefined removes the property. */
export function withProperty(body: unknown, path: string, value: unknown): unknown {
  if (path === '') return value
  const [name = '', ...rest] = path.split('.')
  const restPath = rest.join('.')
  if (Array.isArray(body)) {
    return body.map((item, index) =>
      String(index) === name ? withProperty(item, restPath, value) : item,
    )
  }
  const { [name]: current, ...others } = (body ?? {}) as JsonObject
  const replacement = withProperty(current, restPath, value)
  if (replacement === undefined) return others
  return { ...((body ?? {}) as JsonObject), [name]: replacement }
}

/** Returns a value if it is a JSON object, else an empty object. */
export function objectOrEmpty(value: unknown): JsonObject {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
  return isObject ? (value as JsonObject) : {}
}
