import { schemaNames } from '../../model/naming.ts'
import type { Document } from '../../openapi/document.ts'
import { asInterface, type InterfaceNode } from './declaration.ts'
import { SchemaTypes } from './schema-type.ts'
import type { TypeNode } from './type-node.ts'

/**
 * Returns the types of the component schemas, by their exported names, as interfaces where they can
 * be.
 */
export function componentTypes(document: Document): ReadonlyMap<string, TypeNode | InterfaceNode> {
  const names = schemaNames(document)
  const file = [...names.values()].includes('Blob') ? 'globalThis.Blob' : 'Blob'
  const types = new SchemaTypes(document, { component: (name) => names.get(name) ?? name, file })
  const schemas = Object.entries(document.components?.schemas ?? {})
  const nodes = new Map(schemas.map(([name, schema]) => [name, types.typeOf(schema)]))
  const interfaces = new Map<string, InterfaceNode | undefined>()
  const interfaceOf = (name: string): InterfaceNode | undefined => {
    const node = nodes.get(name)
    if (!interfaces.has(name) && node) interfaces.set(name, asInterface(node, interfaceOf))
    return interfaces.get(name)
  }
  return new Map(
    [...nodes].map(([name, node]) => [names.get(name) ?? name, interfaceOf(name) ?? node]),
  )
}
