import { UsageError } from '../../command/command.ts'
import { type Document, schemaPointer } from '../../openapi/document.ts'
import { withExplicitMappings } from './explicit-mappings.ts'

/**
 * Returns a document whose component schemas have other names.
 *
 * @throws UsageError if two schemas would have the same name.
 */
export function renameSchemas(document: Document, schemaName: (name: string) => string): Document {
  const { schemas = {} } = document.components ?? {}
  const names = new Map(Object.keys(schemas).map((name) => [name, schemaName(name)]))
  const taken = new Map<string, string>()
  for (const [before, after] of names) {
    const other = taken.get(after)
    if (other !== undefined) {
      throw new UsageError(`schemaName returns ${after} for both ${other} and ${before}.`)
    }
    taken.set(after, before)
  }
  const pointers = new Map([...names].map((pair) => pair.map(schemaPointer) as [string, string]))
  const explicit = withExplicitMappings(document)
  const renamed = withReferences(explicit, pointers, names) as Document
  const entries = Object.entries(renamed.components?.schemas ?? {})
  const renamedSchemas = entries.map(([name, schema]) => [names.get(name) ?? name, schema])
  const components = { ...renamed.components, schemas: Object.fromEntries(renamedSchemas) }
  return { ...renamed, components }
}

// A reference may lead into a schema. The mapping of a discriminator has pointers or names.
function withReferences(
  node: unknown,
  pointers: ReadonlyMap<string, string>,
  names: ReadonlyMap<string, string>,
): unknown {
  if (Array.isArray(node)) return node.map((item) => withReferences(item, pointers, names))
  if (typeof node !== 'object' || node === null) return node
  const entries = Object.entries(node).map(([key, value]) => {
    if (key === '$ref' && typeof value === 'string') return [key, renamedPointer(value, pointers)]
    if (key !== 'mapping' || typeof value !== 'object' || value === null) {
      return [key, withReferences(value, pointers, names)]
    }
    const mapping = Object.entries(value).map(([tag, target]) =>
      typeof target === 'string'
        ? [tag, names.get(target) ?? renamedPointer(target, pointers)]
        : [tag, withReferences(target, pointers, names)],
    )
    return [key, Object.fromEntries(mapping)]
  })
  return Object.fromEntries(entries)
}

function renamedPointer(pointer: string, pointers: ReadonlyMap<string, string>): string {
  const [, schema = pointer, rest = ''] =
    /^(#\/components\/schemas\/[^/]+)(.*)$/.exec(pointer) ?? []
  return `${pointers.get(schema) ?? schema}${rest}`
}
