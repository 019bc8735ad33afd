import { type Document, dereference, type Schema } from './document.ts'

/** A JSON Schema that is no boolean. */
export type SchemaObject = Readonly<Record<string, unknown>>

const combiners = ['allOf', 'anyOf', 'oneOf'] as const
const conditionals = ['if', 'then', 'else'] as const

/** Returns a function that returns a schema and all that it combines, with references followed. */
export function createSchemaCombiner(document: Document): (schema: Schema) => SchemaObject[] {
  const cache = new WeakMap<object, SchemaObject[]>()
  const combine = (schema: Schema): SchemaObject[] => {
    if (typeof schema === 'boolean') return []
    const cached = cache.get(schema)
    if (cached) return cached
    const combined: SchemaObject[] = []
    // Set before the recursion, which ends here for a schema that contains itself.
    cache.set(schema, combined)
    const target = dereference<Schema>(document, schema, '').value
    if (typeof target === 'boolean') return combined
    const subschemas = [
      ...combiners.flatMap((keyword) => (target[keyword] as Schema[] | undefined) ?? []),
      ...conditionals.map((keyword) => target[keyword] as Schema | undefined),
    ].filter((subschema) => subschema !== undefined)
    combined.push(target, ...subschemas.flatMap(combine))
    return combined
  }
  return combine
}
