import { identifierNode, inline, leaf, lines, type Node, node, printModifiers } from './ts-node.ts'

/** The part of TypeScript's factory that makes declarations. */
export const declarations = {
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
    const print = () => `${printModifiers(modifiers)}type ${name.print('')} = ${type.print('')};`
    return node('TypeAliasDeclaration', print, { name })
  },
  createEnumDeclaration(
    modifiers: readonly Node[] | undefined,
    nameOrNode: Node | string,
    members: readonly Node[],
  ): Node {
    const name = identifierNode(nameOrNode)
    const print = () => {
      const body = lines(members, '', ',')
      return `${printModifiers(modifiers)}enum ${name.print('')} {${body}}`
    }
    return node('EnumDeclaration', print, { name, members })
  },
  createEnumMember(nameOrNode: Node | string, value: Node): Node {
    const name = identifierNode(nameOrNode)
    return node('EnumMember', (indent) => `${name.print(indent)} = ${value.print(indent)}`, {
      name,
    })
  },
  createVariableStatement: (modifiers: readonly Node[] | undefined, list: Node): Node =>
    node('VariableStatement', () => `${printModifiers(modifiers)}${list.print('')};`),
  createVariableDeclarationList: ([declaration]: readonly [Node], _flags: string): Node =>
    node('VariableDeclarationList', () => `const ${declaration.print('')}`),
  createVariableDeclaration(
    nameOrNode: Node | string,
    _exclamation: unknown,
    type: Node,
    value: Node,
  ): Node {
    const name = identifierNode(nameOrNode)
    const print = () => `${name.print('')}: ${type.print('')} = ${value.print('')}`
    return node('VariableDeclaration', print)
  },
  createArrayLiteralExpression: (elements: readonly Node[]): Node =>
    node('ArrayLiteralExpression', (indent) => `[${inline(elements, indent, ', ')}]`),
}

/**
 * Returns the statements of source code that openapi-typescript has as strings: helper types, and
 * a template literal for a path.
 */
export function statementsOf(code: string): Node[] {
  if (code.startsWith('`')) {
    const template = pathTemplate(code)
    const expression = leaf('TemplateExpression', template)
    return [node('ExpressionStatement', () => `${template};`, { expression })]
  }
  return code
    .split('\n')
    .filter((line) => line !== '')
    .map(helperType)
}

// openapi-typescript puts the path into the source code as it is. Escaped, it cannot end the
// literal.
function pathTemplate(code: string): string {
  const parts = code.slice(1, -1).split(/(\$\{(?:string|number|boolean)\})/)
  const escaped = parts.map((part, index) =>
    index % 2 === 1 ? part : part.replaceAll(/[`\\]|\$\{/g, '\\$&'),
  )
  return `\`${escaped.join('')}\``
}

// TypeScript prints object types and tuples on lines of their own.
function helperType(code: string): Node {
  const name = /^(?:export )?type ([\w$]+)/.exec(code)?.[1] ?? ''
  const text = code
    .replaceAll(/\{ ([^{}]*?);? \}/g, `{\n    $1;\n}`)
    .replace(/= \[(.*?)\] extends \[(.*)\] \?/, '= [\n    $1\n] extends [\n    $2\n] ?')
  return leaf('TypeAliasDeclaration', text, { name: identifierNode(name) })
}
