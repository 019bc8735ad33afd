/**
 * A node of a stand-in for TypeScript's syntax tree. openapi-typescript reads some of its
 * properties, and {@link printDeclarations} the others.
 */
export interface Node {
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
  readonly expression?: Node
  readonly type?: Node
}

/** One level of indentation. */
export const step = '    '

/** Returns a node that prints itself. */
export const node = (kind: string, print: Node['print'], more: Partial<Node> = {}): Node => ({
  kind,
  print,
  ...more,
})

/** Returns a node that is always printed the same. */
export const leaf = (kind: string, text: string, more: Partial<Node> = {}): Node =>
  node(kind, () => text, more)

/** Returns the node of a name. */
export function identifierNode(name: Node | string): Node {
  return typeof name === 'string'
    ? leaf('Identifier', name, { text: name, escapedText: name })
    : name
}

// biome-ignore format: a table
const escapes: Readonly<Record<string, string>> = {
  '\t': '\\t', '\v': '\\v', '\f': '\\f', '\b': '\\b', '\r': '\\r', '\n': '\\n', '\\': '\\\\', '"': '\\"', '\0': '\\0',
}

/** Returns a string literal, escaped as TypeScript does. */
export function quoted(value: string): string {
  const escaped = value.replaceAll(/["\\]|[^ -\x7f]/g, (char, index: number) => {
    if (char === '\0' && /\d/.test(value.charAt(index + 1))) return '\\x00'
    return escapes[char] ?? `\\u${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`
  })
  return `"${escaped}"`
}

/** Returns nodes on one line. */
export const inline = (nodes: readonly Node[], indent: string, separator: string) =>
  nodes.map((one) => one.print(indent)).join(separator)

/** Returns nodes on lines of their own, with their comments. */
export function lines(nodes: readonly Node[], indent: string, separator = ''): string {
  const inner = indent + step
  const texts = nodes.map((one) => `${comments(one, inner)}${inner}${one.print(inner)}`)
  return texts.length > 0 ? `\n${texts.join(`${separator}\n`)}\n${indent}` : `\n${indent}`
}

function comments({ comments: texts = [] }: Node, indent: string): string {
  return texts.map((text) => `${commentLines(text, indent)}\n`).join('')
}

// Like TypeScript's printer: a line keeps its leading whitespace, after the indentation of the
// node.
function commentLines(text: string, indent: string): string {
  if (text.startsWith('//')) return `${indent}${text}`
  const [first = '', ...rest] = text.split(/\r\n|[\n\r\u2028\u2029]/)
  const others = rest.map((line) => `${indent}${' '.repeat(leadingColumns(line))}${line.trim()}`)
  return [`${indent}${first.trim()}`, ...others].join('\n')
}

// A tab ends at a multiple of four. JavaScript trims other characters than these.
function leadingColumns(line: string): number {
  const [leading = ''] =
    /^[\t\v\f \u00a0\u0085\u1680\u2000-\u200b\u202f\u205f\u3000\ufeff]*/.exec(line) ?? []
  let columns = 0
  for (const char of leading) columns += char === '\t' ? step.length - (columns % step.length) : 1
  return columns
}

/** Returns a type as part of another one: unions and intersections need parentheses. */
export function operand(one: Node): Node {
  if (one.kind !== 'UnionType' && one.kind !== 'IntersectionType') return one
  return node('ParenthesizedType', (indent) => `(${one.print(indent)})`)
}

/** Returns a type before brackets, `(readonly string[])[]`. */
export function objectOperand(one: Node): Node {
  if (one.kind !== 'TypeOperator') return operand(one)
  return node('ParenthesizedType', (indent) => `(${one.print(indent)})`)
}

/** Returns the text of a keyword's kind: `readonly` for `ReadonlyKeyword`. */
export const keywordText = (kind: string) => kind.replace('Keyword', '').toLowerCase()

/** Returns modifiers, each followed by a space. */
export const printModifiers = (modifiers: readonly Node[] | undefined) =>
  (modifiers ?? []).map((one) => `${one.print('')} `).join('')

/** Returns declarations as source code. */
export function printDeclarations(declarations: readonly Node[]): string {
  return declarations.map((one) => `${one.print('')}\n`).join('')
}
