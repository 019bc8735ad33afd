type JsonObject = Readonly<Record<string, unknown>>

const valueKeywords: ReadonlySet<string> = new Set(['example', 'examples', 'default', 'enum'])
const namedKeywords: ReadonlySet<string> = new Set(['properties', 'schemas'])

// In OpenAPI 3.0, `exclusiveMinimum: true` changes `minimum`.
function upgradeBound(
  schema: JsonObject,
  bound: 'minimum' | 'maximum',
  exclusive: string,
): JsonObject {
  if (typeof schema[exclusive] !== 'boolean') return schema
  const { [bound]: limit, [exclusive]: isExclusive, ...others } = schema
  if (limit === undefined) return others
  return { ...others, [isExclusive ? exclusive : bound]: limit }
}

function upgradeSchema(schema: JsonObject): JsonObject {
  const { nullable, ...others } = upgradeBound(
    upgradeBound(schema, 'minimum', 'exclusiveMinimum'),
    'maximum',
    'exclusiveMaximum',
  )
  if (typeof nullable !== 'boolean')
    return { ...others, ...(nullable !== undefined && { nullable }) }
  const { type } = others
  return nullable && typeof type === 'string' ? { ...others, type: [type, 'null'] } : others
}

function upgrade(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(upgrade)
  if (typeof node !== 'object' || node === null) return node
  const upgraded = Object.entries(node).map(([name, value]) => {
    if (valueKeywords.has(name)) return [name, value]
    if (!namedKeywords.has(name)) return [name, upgrade(value)]
    const named = Object.entries((value ?? {}) as JsonObject)
    return [name, Object.fromEntries(named.map(([key, each]) => [key, upgrade(each)]))]
  })
  return upgradeSchema(Object.fromEntries(upgraded) as JsonObject)
}

/**
 * Returns a document whose schemas have the keywords of OpenAPI 3.1, at the same locations. Ajv
 * knows no booleans for `exclusiveMinimum` and `nullable`, which OpenAPI 3.0 has.
 */
export function upgradeSchemas<T extends { readonly openapi?: string }>(document: T): T {
  return document.openapi?.startsWith('3.0') ? (upgrade(document) as T) : document
}
