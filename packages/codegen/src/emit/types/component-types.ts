import { schemaNames } from '../../model/naming.ts'
import type { Document } from '../../openapi/document.ts'
import { asInterface, type InterfaceNode } from './declaration.ts'
import { SchemaTypes } from './schema-type.ts'
import { intersectionOf, type TypeNode, unionOf } from './type-node.ts'

/**
 * Returns the types of the component schemas, by their exported names, as interfaces where they can
 * be.
 */
export function componentTypes(document: Document): ReadonlyMap<string, TypeNode | InterfaceNode> {
  const names = schemaNames(document)
  const exported = new Set(names.values())
  const globalType = (name: string) => (exported.has(name) ? `globalThis.${name}` : name)
  const types = new SchemaTypes(document, {
    component: (name) => names.get(name) ?? name,
    file: globalType('Blob'),
    date: globalType('Date'),
  })
  const schemas = Object.entries(document.components?.schemas ?? {})
  const nodes = withoutCycles(
    new Map(schemas.map(([name, schema]) => [name, types.typeOf(schema)])),
  )
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

// An alias may refer to itself in properties and items only. `A` in the alternatives of `A` says
// nothing.
function withoutCycles(nodes: ReadonlyMap<string, TypeNode>): ReadonlyMap<string, TypeNode> {
  const finished = new Map<string, TypeNode>()
  const visit = (name: string, path: ReadonlySet<string>): void => {
    const node = nodes.get(name)
    if (!node || finished.has(name)) return
    const inner = new Set([...path, name])
    for (const component of directComponents(node))
      if (!inner.has(component)) visit(component, inner)
    finished.set(name, withoutComponents(node, inner) ?? { kind: 'name', text: 'unknown' })
  }
  for (const name of nodes.keys()) visit(name, new Set())
  return new Map([...nodes.keys()].map((name) => [name, finished.get(name) as TypeNode]))
}

function directComponents(node: TypeNode): string[] {
  if (node.kind === 'name') return node.component === undefined ? [] : [node.component]
  if (node.kind !== 'union' && node.kind !== 'intersection') return []
  return node.types.flatMap(directComponents)
}

function withoutComponents(node: TypeNode, components: ReadonlySet<string>): TypeNode | undefined {
  if (node.kind === 'name') {
    return node.component !== undefined && components.has(node.component) ? undefined : node
  }
  if (node.kind !== 'union' && node.kind !== 'intersection') return node
  const left = node.types.flatMap((type) => withoutComponents(type, components) ?? [])
  if (left.length === 0) return undefined
  return node.kind === 'union' ? unionOf(left) : intersectionOf(left)
}
