import { key, quote } from '../print.ts'

/** A type of TypeScript. */
export type TypeNode =
  /** A keyword, a literal, or the name of a declared type. */
  | { readonly kind: 'name'; readonly text: string; readonly component?: string | undefined }
  | { readonly kind: 'union' | 'intersection'; readonly types: readonly TypeNode[] }
  | { readonly kind: 'array'; readonly item: TypeNode }
  | {
      readonly kind: 'tuple'
      readonly items: readonly TupleItem[]
      readonly rest?: TypeNode | undefined
    }
  | ObjectNode

export interface ObjectNode {
  readonly kind: 'object'
  readonly members: readonly Member[]
  /** Type of the properties with other names; undefined where the type has no index signature. */
  readonly index?: TypeNode | undefined
}

export interface TupleItem {
  readonly type: TypeNode
  readonly isOptional: boolean
}

/** A property of an object type. */
export interface Member {
  readonly name: string
  readonly isOptional: boolean
  readonly type: TypeNode
  /** Paragraphs of its comment. */
  readonly comment: readonly string[]
}

/** Returns a type that is written as one word. */
export const nameNode = (text: string, component?: string): TypeNode => ({
  kind: 'name',
  text,
  component,
})

export const unknownType: TypeNode = nameNode('unknown')
export const neverType: TypeNode = nameNode('never')

/** Returns whether a type is `unknown`, `never` or another keyword. */
export const isKeyword = (node: TypeNode, keyword: string): boolean =>
  node.kind === 'name' && node.text === keyword

/** Returns a union without repetitions. */
export function unionOf(types: readonly TypeNode[]): TypeNode {
  // Comparing types writes them out, which takes long for a large object.
  if (types.length === 1 && types[0]) return types[0]
  const all = distinctTypes(types, 'union').filter((type) => !isKeyword(type, 'never'))
  const hasString = all.some((type) => isKeyword(type, 'string'))
  const distinct = all.filter((type) => !(hasString && isStringLiteral(type)))
  if (distinct.some((type) => isKeyword(type, 'unknown'))) return unknownType
  const [only] = distinct
  if (!only) return neverType
  return distinct.length === 1 ? only : { kind: 'union', types: distinct }
}

const isStringLiteral = (type: TypeNode) => type.kind === 'name' && type.text.startsWith("'")

/** Returns an intersection. Inline objects with different properties become one. */
export function intersectionOf(types: readonly TypeNode[]): TypeNode {
  const known = types.filter((type) => !isKeyword(type, 'unknown'))
  if (known.length === 1 && known[0]) return known[0]
  const distinct = distinctTypes(known, 'intersection')
  if (distinct.some((type) => isKeyword(type, 'never'))) return neverType
  const merged: TypeNode[] = []
  for (const type of distinct) {
    const last = merged.at(-1)
    const together = last && mergeObjects(last, type)
    if (together) merged[merged.length - 1] = together
    else merged.push(type)
  }
  const [only] = merged
  if (!only) return unknownType
  return merged.length === 1 ? only : { kind: 'intersection', types: merged }
}

function distinctTypes(types: readonly TypeNode[], kind: 'union' | 'intersection'): TypeNode[] {
  const flat = types.flatMap((type) => (type.kind === kind ? type.types : [type]))
  return [...new Map(flat.map((type) => [typeText(type), type])).values()]
}

function mergeObjects(one: TypeNode, other: TypeNode): TypeNode | undefined {
  if (one.kind !== 'object' || other.kind !== 'object') return undefined
  const isOpen = ({ index }: ObjectNode) => index === undefined || isKeyword(index, 'unknown')
  const names = new Set(one.members.map(({ name }) => name))
  if (!isOpen(one) || !isOpen(other) || other.members.some(({ name }) => names.has(name))) {
    return undefined
  }
  const index = one.index ?? other.index
  return { kind: 'object', members: [...one.members, ...other.members], index }
}

/** Returns the type of a JSON value that has no other value. */
export function literalType(value: unknown): TypeNode {
  if (typeof value === 'string') return nameNode(quote(value))
  if (Array.isArray(value)) {
    const items = value.map((item) => ({ type: literalType(item), isOptional: false }))
    return { kind: 'tuple', items }
  }
  if (typeof value !== 'object' || value === null) return nameNode(String(value))
  const members = Object.entries(value).map(([name, one]) => ({
    name,
    isOptional: false,
    type: literalType(one),
    comment: [],
  }))
  return { kind: 'object', members }
}

const texts = new WeakMap<TypeNode, string>()

/** Returns a type on one line, without comments. */
export function typeText(node: TypeNode): string {
  const text = texts.get(node) ?? textOf(node)
  texts.set(node, text)
  return text
}

function textOf(node: TypeNode): string {
  switch (node.kind) {
    case 'name':
      return node.text
    case 'union':
      return node.types.map((type) => operandText(type, 'union')).join(' | ')
    case 'intersection':
      return node.types.map((type) => operandText(type, 'intersection')).join(' & ')
    case 'array':
      return `${operandText(node.item, 'array')}[]`
    case 'tuple': {
      const items = node.items.map(({ type, isOptional }) =>
        isOptional ? `${operandText(type, 'array')}?` : typeText(type),
      )
      const rest = node.rest ? [`...${operandText(node.rest, 'array')}[]`] : []
      return `[${[...items, ...rest].join(', ')}]`
    }
    case 'object': {
      const members = node.members.map(
        ({ name, isOptional, type }) => `${key(name)}${isOptional ? '?' : ''}: ${typeText(type)}`,
      )
      const index = node.index ? [`[name: string]: ${typeText(node.index)}`] : []
      return members.length + index.length > 0 ? `{ ${[...members, ...index].join('; ')} }` : '{}'
    }
  }
}

/** A type that contains others without brackets around them. */
export type Operator = 'union' | 'intersection' | 'array'

/** Returns whether a type has parentheses inside another one; those in a union are for readers. */
export function needsParentheses(node: TypeNode, outer: Operator): boolean {
  return node.kind === 'intersection' ? outer !== 'intersection' : node.kind === 'union'
}

function operandText(node: TypeNode, outer: Operator): string {
  return needsParentheses(node, outer) ? `(${typeText(node)})` : typeText(node)
}
