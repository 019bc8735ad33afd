import { declarations, statementsOf } from './ts-declarations.ts'
import {
  identifierNode,
  inline,
  keywordText,
  leaf,
  lines,
  type Node,
  node,
  objectOperand,
  operand,
  printModifiers,
  quoted,
  step,
} from './ts-node.ts'

/** The part of TypeScript's factory that openapi-typescript uses. */
export const factory = {
  ...declarations,
  createIdentifier: identifierNode,
  createStringLiteral: (text: string) => leaf('StringLiteral', quoted(text), { text }),
  createNumericLiteral: (value: number | string) =>
    leaf('NumericLiteral', `${value}`, { text: `${value}` }),
  createPrefixUnaryExpression: (_minus: string, value: Node) =>
    node('PrefixUnaryExpression', (indent) => `-${value.print(indent)}`),
  createTrue: () => leaf('TrueKeyword', 'true'),
  createFalse: () => leaf('FalseKeyword', 'false'),
  createNull: () => leaf('NullKeyword', 'null'),
  createToken: (kind: string) => leaf(kind, '?'),
  createModifier: (kind: string) => leaf(kind, keywordText(kind)),
  createKeywordTypeNode: (kind: string) => leaf(kind, keywordText(kind)),
  createLiteralTypeNode: (literal: Node) => node('LiteralType', literal.print, { literal }),
  createNodeArray: (nodes: readonly Node[]) => nodes,
  createTypeReferenceNode(nameOrNode: Node | string, args: readonly Node[] = []): Node {
    const name = identifierNode(nameOrNode)
    return node('TypeReference', (indent) => {
      return args.length > 0
        ? `${name.print(indent)}<${inline(args, indent, ', ')}>`
        : name.print(indent)
    })
  },
  createUnionTypeNode(types: readonly Node[]): Node {
    const all = types.map(operand)
    return node('UnionType', (indent) => inline(all, indent, ' | '))
  },
  createIntersectionTypeNode(types: readonly Node[]): Node {
    const all = types.map(operand)
    return node('IntersectionType', (indent) => inline(all, indent, ' & '))
  },
  createTypeOperatorNode: (keyword: string, type: Node) =>
    node('TypeOperator', (indent) => `${keywordText(keyword)} ${operand(type).print(indent)}`),
  createRestTypeNode: (type: Node) => node('RestType', (indent) => `...${type.print(indent)}`),
  createArrayTypeNode(item: Node): Node {
    const inner = objectOperand(item)
    return node('ArrayType', (indent) => `${inner.print(indent)}[]`)
  },
  createIndexedAccessTypeNode(object: Node, index: Node): Node {
    const inner = objectOperand(object)
    return node('IndexedAccessType', (indent) => `${inner.print(indent)}[${index.print(indent)}]`)
  },
  createTupleTypeNode: (items: readonly Node[]) =>
    node('TupleType', (indent) => {
      const inner = indent + step
      const texts = items.map((item) => `${inner}${item.print(inner)}`)
      return texts.length > 0 ? `[\n${texts.join(',\n')}\n${indent}]` : `[\n${indent}]`
    }),
  createTypeLiteralNode: (members: readonly Node[] = []) =>
    node('TypeLiteral', (indent) => (members.length > 0 ? `{${lines(members, indent)}}` : '{}'), {
      members,
    }),
  createPropertySignature(
    modifiers: readonly Node[] | undefined,
    nameOrNode: Node | string,
    questionToken: Node | undefined,
    type: Node,
  ): Node {
    const name = identifierNode(nameOrNode)
    const print = (indent: string) =>
      `${printModifiers(modifiers)}${name.print(indent)}${questionToken ? '?' : ''}: ${type.print(indent)};`
    return node('PropertySignature', print, { name, questionToken, type })
  },
  createParameterDeclaration: (
    _modifiers: unknown,
    _rest: unknown,
    name: Node | string,
    _optional: unknown,
    type: Node,
  ) =>
    node('Parameter', (indent) => `${identifierNode(name).print(indent)}: ${type.print(indent)}`),
  createIndexSignature: (
    modifiers: readonly Node[] | undefined,
    parameters: readonly Node[],
    type: Node,
  ) =>
    node(
      'IndexSignature',
      (indent) =>
        `${printModifiers(modifiers)}[${inline(parameters, indent, ', ')}]: ${type.print(indent)};`,
    ),
}

const isKind = (kind: string) => (one: Node) => one.kind === kind

/** The stand-in for TypeScript. Syntax kinds are their own names. */
export const typescript = {
  factory,
  SyntaxKind: new Proxy({}, { get: (_, name) => name }),
  ScriptTarget: {},
  NodeFlags: {},
  createSourceFile: (_name: string, code: string) => ({ statements: statementsOf(code) }),
  addSyntheticLeadingComment(one: Node, kind: string, text: string): Node {
    const comment = kind === 'SingleLineCommentTrivia' ? `//${text}` : `/*${text}*/`
    one.comments = [...(one.comments ?? []), comment]
    return one
  },
  isTypeNode: (one: Node) => !/Declaration$|Statement$/.test(one.kind),
  isTypeAliasDeclaration: isKind('TypeAliasDeclaration'),
  isInterfaceDeclaration: isKind('InterfaceDeclaration'),
  isTupleTypeNode: isKind('TupleType'),
  isArrayTypeNode: isKind('ArrayType'),
}
