import { type Document, type Schema, schemaName, schemaPointer } from '../../openapi/document.ts'
import { mapAllSchemas } from '../../openapi/map-schema.ts'

interface Discriminator {
  readonly mapping?: Readonly<Record<string, string>>
}

/**
 * Returns a document whose discriminators map every value. Without a mapping the value is the name
 * of the schema, so it would change with the name.
 *
 * @see https://spec.openapis.org/oas/v3.1.1.html#discriminator-object
 */
export function withExplicitMappings(document: Document): Document {
  const schemas = Object.entries(document.components?.schemas ?? {})
  const heirs = new Map<string, string[]>()
  for (const [name, schema] of schemas) {
    for (const parent of namesIn(schema['allOf'])) {
      heirs.set(parent, [...(heirs.get(parent) ?? []), name])
    }
  }
  const nameOf = new Map(schemas.map(([name, { discriminator }]) => [discriminator, name]))
  return mapAllSchemas(document, (schema) => {
    const discriminator = schema['discriminator'] as Discriminator | undefined
    if (typeof discriminator !== 'object' || discriminator === null) return schema
    const alternatives = [...namesIn(schema['oneOf']), ...namesIn(schema['anyOf'])]
    const own = heirs.get(nameOf.get(discriminator) ?? '') ?? []
    return { ...schema, discriminator: mapped(discriminator, [...alternatives, ...own]) }
  }) as Document
}

function mapped(discriminator: Discriminator, names: readonly string[]): Discriminator {
  const { mapping = {} } = discriminator
  const targets = new Set(Object.values(mapping))
  const missing = names.filter((name) => !targets.has(name) && !targets.has(schemaPointer(name)))
  const added = missing.map((name) => [name, schemaPointer(name)])
  return { ...discriminator, mapping: { ...Object.fromEntries(added), ...mapping } }
}

function namesIn(schemas: unknown): string[] {
  if (!Array.isArray(schemas)) return []
  return (schemas as Schema[]).flatMap((schema) => schemaName(schema) ?? [])
}
