import { isIdentifier } from '../../openapi/identifiers.ts'
import { afterColon, printMembers } from './print-type.ts'
import { isKeyword, type Member, type ObjectNode, type TypeNode, typeText } from './type-node.ts'

/** A declared object type, with the components that it extends. */
export interface InterfaceNode extends ObjectNode {
  readonly bases: readonly { readonly text: string; readonly component: string }[]
}

/** Writes the declaration of a type: an interface where it can be one, else an alias. */
export function writeDeclaration(name: string, node: TypeNode | InterfaceNode): string {
  if (node.kind !== 'object') return `${afterColon(`export type ${name} =`, node)}\n`
  const bases = 'bases' in node ? node.bases : []
  const heritage = bases.length > 0 ? ` extends ${bases.map(({ text }) => text).join(', ')}` : ''
  const body = printMembers(node, '  ')
  return `export interface ${name}${heritage} {${body === '' ? '' : `\n${body}`}}\n`
}

/**
 * Returns a type as an interface, which editors show by its name: an object, or an intersection of
 * named objects with one that contradicts none of them.
 *
 * @param interfaceOf - Returns the interface of a component; undefined where it is none.
 */
export function asInterface(
  node: TypeNode,
  interfaceOf: (component: string) => InterfaceNode | undefined,
): InterfaceNode | undefined {
  if (node.kind === 'object') return { ...node, bases: [] }
  if (node.kind !== 'intersection') return undefined
  const bases: { text: string; component: string }[] = []
  const objects: ObjectNode[] = []
  for (const type of node.types) {
    if (type.kind === 'object') objects.push(type)
    else if (type.kind === 'name' && type.component !== undefined && isIdentifier(type.text)) {
      bases.push({ text: type.text, component: type.component })
    } else return undefined
  }
  const [own = { kind: 'object', members: [] }] = objects
  if (objects.length > 1 || bases.length === 0) return undefined
  const inherited = new Map<string, Member>()
  for (const { component } of bases) {
    const base = interfaceOf(component)
    const members = base && allMembers(base, interfaceOf)
    if (!members || members.some((member) => conflicts(inherited.get(member.name), member))) {
      return undefined
    }
    for (const member of members) inherited.set(member.name, member)
  }
  const members = own.members.map((member) => withInherited(inherited.get(member.name), member))
  if (members.some((member) => contradicts(inherited.get(member.name), member))) return undefined
  if (own.index && !isKeyword(own.index, 'unknown') && inherited.size > 0) return undefined
  return { ...own, members, bases }
}

// All properties of an interface; undefined where it has an index signature that restricts others.
function allMembers(
  node: InterfaceNode,
  interfaceOf: (component: string) => InterfaceNode | undefined,
): Member[] | undefined {
  if (node.index && !isKeyword(node.index, 'unknown')) return undefined
  const inherited = node.bases.map(({ component }) => {
    const base = interfaceOf(component)
    return base && allMembers(base, interfaceOf)
  })
  if (inherited.includes(undefined)) return undefined
  return [...inherited.flatMap((members) => members ?? []), ...node.members]
}

function conflicts(one: Member | undefined, other: Member): boolean {
  return (
    one !== undefined &&
    (typeText(one.type) !== typeText(other.type) || one.isOptional !== other.isOptional)
  )
}

// `required` beside a reference names properties of its target.
function withInherited(base: Member | undefined, own: Member): Member {
  return base && isKeyword(own.type, 'unknown') ? { ...base, isOptional: false } : own
}

// An interface may narrow a property that it inherits, but not widen it.
function contradicts(base: Member | undefined, own: Member): boolean {
  if (base === undefined) return false
  if (own.isOptional && !base.isOptional) return true
  const isLiteral = /^'(?:[^'\\]|\\.)*'(?: \| '(?:[^'\\]|\\.)*')*$/.test(typeText(own.type))
  return (
    typeText(base.type) !== typeText(own.type) && !(isLiteral && isKeyword(base.type, 'string'))
  )
}
