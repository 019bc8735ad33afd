import { type Document, resolve, type Schema } from '../openapi/document.ts'

/** Returns the schema at a dotted path of property names. */
export function schemaAt(
  document: Document,
  schema: Schema | undefined,
  path: string,
): Schema | undefined {
  let current = schema
  for (const name of path === '' ? [] : path.split('.')) {
    if (!current) return undefined
    const properties = resolve<Schema>(document, current)['properties'] as
      | Record<string, Schema>
      | undefined
    current = properties?.[name]
  }
  return current
}
