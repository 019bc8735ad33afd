/** A piece of TypeScript as openapi-typescript builds it: it looks at some members, and {@link printed} at the rest. */
interface Node {
  readonly kind: string
  readonly print: (indent: string) => string
  /** Comments before it. */
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
const plain = (kind: string, text: string, more: Partial<Node> = {}): Node =>
  node(kind, () => text, more)

function identifier(name: Node | string): Node {
  return typeof name === 'string'
    ? plain('Identifier', name, { text: name, escapedText: name })
    : name
}

const short: Readonly<Record<string, string>> = {
  ...{
    '\t': '\\t',
    '\v': '\\v',
    '\f': '\\f',
    '\b': '\\b',
    '\r': '\\r',
    '\n': '\\n',
    '\\': '\\\\',
    '"': '\\"',
    '\0': '\\0',
  },
}

function quoted(text: string): string {
  const escaped = text.replaceAll(/["\\]|[^ -\x7f]/g, (char, at: number) => {
    if (char === '\0' && /\d/.test(text.charAt(at + 1))) return '\\x00'
    return short[char] ?? `\\u${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`
  })
  return `"${escaped}"`
}

const inline = (list: readonly Node[], indent: string, separator: string) =>
  list.map((one) => one.print(indent)).join(separator)

function lines(list: readonly Node[], indent: string): string {
  const inner = indent + step
  const texts = list.map((one) => `${comments(one, inner)}${inner}${one.print(inner)}`)
  return `\n${texts.map((text) => `${text}\n`).join('')}${indent}`
}

function comments({ comments: texts = [] }: Node, indent: string): string {
  return texts.map((text) => `${commentLines(text, indent)}\n`).join('')
}

// Of what a line begins with the blanks stay, after those of its surroundings.
function commentLines(text: string, indent: string): string {
  const [first = '', ...rest] = text.split(/\r\n|[\n\r\u2028\u2029]/)
  const others = rest.map((line) => {
    const end = line.trim()
    const blanks = line.length - line.trimStart().length
    return end === '' ? '' : `${indent}${' '.repeat(blanks)}${end}`
  })
  return [`${indent}${first.trim()}`, ...others].join('\n')
}

// Within another type, these two stand in parentheses.
function operand(one: Node): Node {
  if (one.kind !== 'UnionType' && one.kind !== 'IntersectionType') return one
  return node('ParenthesizedType', (indent) => `(${one.print(indent)})`)
}

const before = (modifiers: readonly Node[] | undefined) =>
  (modifiers ?? []).map((one) => `${one.print('')} `).join('')

/** The part of TypeScript's factory that openapi-typescript uses for the options we have. */
export const factory = {
  createIdentifier: identifier,
  createStringLiteral: (text: string) => plain('StringLiteral', quoted(text), { text }),
  createNumericLiteral: (value: number | string) =>
    plain('NumericLiteral', `${value}`, { text: `${value}` }),
  createPrefixUnaryExpression: (_minus: string, value: Node) =>
    node('PrefixUnaryExpression', (indent) => `-${value.print(indent)}`),
  createTrue: () => plain('TrueKeyword', 'true'),
  createFalse: () => plain('FalseKeyword', 'false'),
  createNull: () => plain('NullKeyword', 'null'),
  createToken: (kind: string) => plain(kind, '?'),
  createModifier: (kind: string) => plain(kind, kind.replace('Keyword', '').toLowerCase()),
  createKeywordTypeNode: (kind: string) => plain(kind, kind.replace('Keyword', '').toLowerCase()),
  createLiteralTypeNode: (literal: Node) => node('LiteralType', literal.print, { literal }),
  createNodeArray: (list: readonly Node[]) => list,
  createTypeReferenceNode(given: Node | string, args: readonly Node[] = []): Node {
    const name = identifier(given)
    return node('TypeReference', (indent) => {
      return args.length > 0
        ? `${name.print(indent)}<${inline(args, indent, ', ')}>`
        : name.print(indent)
    })
  },
  createUnionTypeNode(list: readonly Node[]): Node {
    const all = list.map(operand)
    return node('UnionType', (indent) => inline(all, indent, ' | '))
  },
  createIntersectionTypeNode(list: readonly Node[]): Node {
    const all = list.map(operand)
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
    given: Node | string,
    questionToken: Node | undefined,
    type: Node,
  ): Node {
    const name = identifier(given)
    const print = (indent: string) =>
      `${before(modifiers)}${name.print(indent)}${questionToken ? '?' : ''}: ${type.print(indent)};`
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
        `${before(modifiers)}[${inline(parameters, indent, ', ')}]: ${type.print(indent)};`,
    ),
  createInterfaceDeclaration(
    modifiers: readonly Node[],
    given: Node | string,
    _parameters: unknown,
    _heritage: unknown,
    members: readonly Node[],
  ): Node {
    const name = identifier(given)
    // Operations are added to it later.
    const own: Node = {
      ...node(
        'InterfaceDeclaration',
        () => `${before(modifiers)}interface ${name.print('')} {${lines(own.members ?? [], '')}}`,
      ),
      name,
      members,
    }
    return own
  },
  createTypeAliasDeclaration(
    modifiers: readonly Node[],
    given: Node | string,
    _parameters: unknown,
    type: Node,
  ): Node {
    const name = identifier(given)
    return node(
      'TypeAliasDeclaration',
      () => `${before(modifiers)}type ${name.print('')} = ${type.print('')};`,
      { name },
    )
  },
}

// The one helper that openapi-typescript gives as a text.
function helper(text: string): Node {
  const name = /^type (\w+)/.exec(text)?.[1] ?? ''
  const print = () => text.replace(/\{ (.*) \}/, `{\n${step}$1;\n}`)
  return node('TypeAliasDeclaration', print, { name: identifier(name) })
}

const is = (kind: string) => (one: Node) => one.kind === kind

/** What openapi-typescript finds in place of TypeScript. Kinds are their names. */
export const typescript = {
  factory,
  SyntaxKind: new Proxy({}, { get: (_, name) => name }),
  ScriptTarget: {},
  createSourceFile: (_name: string, text: string) => ({ statements: [helper(text)] }),
  addSyntheticLeadingComment(one: Node, _kind: string, text: string): void {
    one.comments = [...(one.comments ?? []), `/*${text}*/`]
  },
  isTypeNode: (one: Node) => !one.kind.endsWith('Declaration'),
  isTypeAliasDeclaration: is('TypeAliasDeclaration'),
  isInterfaceDeclaration: is('InterfaceDeclaration'),
  isTupleTypeNode: is('TupleType'),
  isArrayTypeNode: is('ArrayType'),
}

/** The text of declarations. */
export function printed(declarations: readonly Node[]): string {
  return declarations.map((one) => `${one.print('')}\n`).join('')
}
