/**
 * A node of a stand-in for TypeScript's syntax tree. openapi-typescript reads some of its properties, and
 * {@link printDeclarations} the others.
 */
interface Node {
  readonly kind: string
  readonly print: (indent: string) => string
  /** Comments before the node. */
  comments?: string[]
  readonly name?: Node
  readonly members?: readonly Node[]
  readonly literal?: Node
  readonly questionToken?: Node | undefined
  readonly text?: string
  readonly escapedText?: string
}

const step = '    '

const node = (kind: string, print: Node['print'], more: Partial<Node> = {}): Node => ({
  kind,
  print,
  ...more,
})
const leaf = (kind: string, text: string, more: Partial<Node> = {}): Node =>
  node(kind, () => text, more)

function identifierNode(name: Node | string): Node {
  return typeof name === 'string'
    ? leaf('Identifier', name, { text: name, escapedText: name })
    : name
}

// biome-ignore format: a table
const escapes: Readonly<Record<string, string>> = {
  '\t': '\\t', '\v': '\\v', '\f': '\\f', '\b': '\\b', '\r': '\\r', '\n': '\\n', '\\': '\\\\', '"': '\\"', '\0': '\\0',
}

function quoted(value: string): string {
  const escaped = value.replaceAll(/["\\]|[^ -\x7f]/g, (char, index: number) => {
    if (char === '\0' && /\d/.test(value.charAt(index + 1))) return '\\x00'
    return escapes[char] ?? `\\u${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`
  })
  return `"${escaped}"`
}

const inline = (nodes: readonly Node[], indent: string, separator: string) =>
  nodes.map((one) => one.print(indent)).join(separator)

function lines(nodes: readonly Node[], indent: string): string {
  const inner = indent + step
  const texts = nodes.map((one) => `${comments(one, inner)}${inner}${one.print(inner)}`)
  return `\n${texts.map((text) => `${text}\n`).join('')}${indent}`
}

function comments({ comments: texts = [] }: Node, indent: string): string {
  return texts.map((text) => `${commentLines(text, indent)}\n`).join('')
}

// Like TypeScript's printer: a line keeps its leading whitespace, after the indentation of the node.
function commentLines(text: string, indent: string): string {
  const [first = '', ...rest] = text.split(/\r\n|[\n\r\u2028\u2029]/)
  const others = rest.map((line) => {
    const content = line.trim()
    const leading = line.length - line.trimStart().length
    return content === '' ? '' : `${indent}${' '.repeat(leading)}${content}`
  })
  return [`${indent}${first.trim()}`, ...others].join('\n')
}

// Unions and intersections inside another type need parentheses.
function operand(one: Node): Node {
  if (one.kind !== 'UnionType' && one.kind !== 'IntersectionType') return one
  return node('ParenthesizedType', (indent) => `(${one.print(indent)})`)
}

const printModifiers = (modifiers: readonly Node[] | undefined) =>
  (modifiers ?? []).map((one) => `${one.print('')} `).join('')

/** The part of TypeScript's factory that openapi-typescript uses with the options of `contextOf`. */
export const factory = {
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
  createModifier: (kind: string) => leaf(kind, kind.replace('Keyword', '').toLowerCase()),
  createKeywordTypeNode: (kind: string) => leaf(kind, kind.replace('Keyword', '').toLowerCase()),
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
  createArrayTypeNode(item: Node): Node {
    const inner = operand(item)
    return node('ArrayType', (indent) => `${inner.print(indent)}[]`)
  },
  createIndexedAccessTypeNode(object: Node, index: Node): Node {
    const inner = operand(object)
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
    return node('PropertySignature', print, { name, questionToken })
  },
  createParameterDeclaration: (
    _modifiers: unknown,
    _rest: unknown,
    name: Node,
    _optional: unknown,
    type: Node,
  ) => node('Parameter', (indent) => `${name.print(indent)}: ${type.print(indent)}`),
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
  createInterfaceDeclaration(
    modifiers: readonly Node[],
    nameOrNode: Node | string,
    _parameters: unknown,
    _heritage: unknown,
    members: readonly Node[],
  ): Node {
    const name = identifierNode(nameOrNode)
    // openapi-typescript adds operations to `members` later.
    const declaration: Node = {
      ...node(
        'InterfaceDeclaration',
        () =>
          `${printModifiers(modifiers)}interface ${name.print('')} {${lines(declaration.members ?? [], '')}}`,
      ),
      name,
      members,
    }
    return declaration
  },
  createTypeAliasDeclaration(
    modifiers: readonly Node[],
    nameOrNode: Node | string,
    _parameters: unknown,
    type: Node,
  ): Node {
    const name = identifierNode(nameOrNode)
    return node(
      'TypeAliasDeclaration',
      () => `${printModifiers(modifiers)}type ${name.print('')} = ${type.print('')};`,
      { name },
    )
  },
}

// The one helper type that openapi-typescript declares as source code.
function helper(code: string): Node {
  const name = /^type (\w+)/.exec(code)?.[1] ?? ''
  const print = () => code.replace(/\{ (.*) \}/, `{\n${step}$1;\n}`)
  return node('TypeAliasDeclaration', print, { name: identifierNode(name) })
}

const isKind = (kind: string) => (one: Node) => one.kind === kind

/** The stand-in for TypeScript. Syntax kinds are their own names. */
export const typescript = {
  factory,
  SyntaxKind: new Proxy({}, { get: (_, name) => name }),
  ScriptTarget: {},
  createSourceFile: (_name: string, code: string) => ({ statements: [helper(code)] }),
  addSyntheticLeadingComment(one: Node, _kind: string, text: string): void {
    one.comments = [...(one.comments ?? []), `/*${text}*/`]
  },
  isTypeNode: (one: Node) => !one.kind.endsWith('Declaration'),
  isTypeAliasDeclaration: isKind('TypeAliasDeclaration'),
  isInterfaceDeclaration: isKind('InterfaceDeclaration'),
  isTupleTypeNode: isKind('TupleType'),
  isArrayTypeNode: isKind('ArrayType'),
}

/** Returns declarations as source code. */
export function printDeclarations(declarations: readonly Node[]): string {
  return declarations.map((one) => `${one.print('')}\n`).join('')
}
