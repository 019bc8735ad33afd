import type { Document } from './document.ts'
import { mayUse } from './features.ts'
import { escapePointer } from './json-pointer.ts'
import { SchemaResources } from './schema-resources.ts'

/**
 * Returns a document whose schemas refer to each other by pointers only: a reference to an `$id` or
 * an `$anchor`, or one that is relative to an `$id`, becomes the pointer to the same schema. What a
 * dynamic reference leads to depends on the `$id` of the schemas around it, so a document with one
 * stays as it is.
 */
export function resolveSchemaIds(document: Document): Document {
  if (!mayUse(document, 'schemaIds')) return document
  const copy = structuredClone(document)
  const resources = new SchemaResources(copy, copy.components?.schemas ?? {})
  addInlineSchemas(resources, copy, '#')
  if (resources.hasDynamicRefs) return document
  for (const [schema, resource] of resources.schemas()) {
    if (typeof schema.$ref !== 'string') continue
    const target = resources.resolve(schema.$ref, resource)
    if (target) schema.$ref = target.pointer
  }
  // Pointers would be relative to it.
  for (const [schema] of resources.schemas()) delete schema['$id']
  return copy
}

function addInlineSchemas(resources: SchemaResources, node: unknown, pointer: string): void {
  if (typeof node !== 'object' || node === null) return
  for (const [key, value] of Object.entries(node)) {
    const path = `${pointer}/${escapePointer(key)}`
    if (key === 'schema' || key === 'itemSchema') resources.add(value, path)
    else if (!['example', 'examples', 'schemas'].includes(key)) {
      addInlineSchemas(resources, value, path)
    }
  }
}
