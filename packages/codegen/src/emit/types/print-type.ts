import { key, lineWidth } from '../print.ts'
import { tsdoc } from '../tsdoc.ts'
import {
  isKeyword,
  type Member,
  needsParentheses,
  type ObjectNode,
  type Operator,
  type TypeNode,
  typeText,
} from './type-node.ts'

const step = '  '

/**
 * Returns a type as source code that begins at a column, on one line where it fits. A union that
 * does not fit begins with a line break.
 */
export function printType(node: TypeNode, indent = '', column = 0): string {
  const text = typeText(node)
  if (!hasComments(node) && column + text.length <= lineWidth) return text
  switch (node.kind) {
    case 'name':
      return text
    case 'union':
      return printUnion(node.types, indent)
    case 'intersection':
      return node.types
        .map((type) => printOperand(type, indent, 'intersection', lineWidth))
        .join(' & ')
    case 'array':
      return `${printOperand(node.item, indent, 'array')}[]`
    case 'tuple': {
      const inner = indent + step
      const items = node.items.map(({ type, isOptional }) => {
        if (!isOptional) return printInner(type, inner)
        return `${printOperand(type, inner, 'array')}?`
      })
      const rest = node.rest ? [`...${printOperand(node.rest, inner, 'array')}[]`] : []
      return `[\n${[...items, ...rest].map((item) => `${inner}${item},\n`).join('')}${indent}]`
    }
    case 'object':
      return `{\n${printMembers(node, indent + step)}${indent}}`
  }
}

/** Returns the properties of an object type as lines, with their comments. */
export function printMembers({ members, index }: ObjectNode, indent: string): string {
  const lines = members.map((member) => printMember(member, indent))
  if (index) lines.push(`${indent}${afterColon('[name: string]:', index, indent)}\n`)
  return lines.join('')
}

function printMember({ name, isOptional, type, comment }: Member, indent: string): string {
  const head = `${key(name)}${isOptional ? '?' : ''}:`
  return `${tsdoc(comment, indent)}${indent}${afterColon(head, type, indent)}\n`
}

/** Returns a type after `name:` or `type Name =`. */
export function afterColon(head: string, type: TypeNode, indent = ''): string {
  const text = printType(type, indent, indent.length + head.length + 1)
  return text.startsWith('\n') ? `${head}${text}` : `${head} ${text}`
}

function printUnion(types: readonly TypeNode[], indent: string): string {
  const isEmpty = (type: TypeNode) => isKeyword(type, 'null') || isKeyword(type, 'undefined')
  const others = types.filter((type) => !isEmpty(type))
  const [only] = others
  if (only && others.length === 1 && (only.kind === 'object' || only.kind === 'array')) {
    return types.map((type) => printType(type, indent, lineWidth)).join(' | ')
  }
  const inner = indent + step
  const lines = types.map(
    (type) => `\n${inner}| ${printOperand(type, inner, 'union', inner.length + 2)}`,
  )
  return lines.join('')
}

function printInner(type: TypeNode, indent: string, more = 0): string {
  return printType(type, indent, indent.length + more).trimStart()
}

function printOperand(
  node: TypeNode,
  indent: string,
  outer: Operator,
  column = indent.length,
): string {
  const text = printType(node, indent, column)
  if (!needsParentheses(node, outer)) return text.trimStart()
  return text.startsWith('\n') ? `(${text}\n${indent})` : `(${text})`
}

function hasComments(node: TypeNode): boolean {
  switch (node.kind) {
    case 'name':
      return false
    case 'union':
    case 'intersection':
      return node.types.some(hasComments)
    case 'array':
      return hasComments(node.item)
    case 'tuple':
      return node.items.some(({ type }) => hasComments(type))
    case 'object':
      return node.members.some(({ comment, type }) => comment.length > 0 || hasComments(type))
  }
}
