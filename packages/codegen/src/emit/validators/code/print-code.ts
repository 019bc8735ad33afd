import { lineWidth } from '../../print.ts'
import {
  all,
  type CompositeCondition,
  type Condition,
  conditionText,
  not,
  test,
} from './condition.ts'
import type {
  BlockStatement,
  CallStatement,
  IfStatement,
  ListStatement,
  Statement,
} from './statement.ts'

type Lines = readonly string[]

const indented = (lines: Lines): string[] => lines.map((one) => (one === '' ? one : `  ${one}`))

const fits = (text: string, depth: number) => text.length + 2 * depth <= lineWidth

/** Returns statements as lines of at most 100 columns where possible, `depth` levels deep. */
export function printStatements(statements: readonly Statement[], depth: number): string[] {
  return statements.flatMap((statement) => printStatement(statement, depth))
}

// `prefix` is what stands before the statement on its line.
function printStatement(statement: Statement, depth: number, prefix = ''): string[] {
  switch (statement.kind) {
    case 'line':
      return [statement.text]
    case 'list':
      return printList(statement, depth)
    case 'call':
      return printCall(statement, depth, prefix)
    case 'if':
      return printIf(statement, depth, prefix)
    case 'block':
      return [`${statement.head} {`, ...printBody(statement.body, depth), '}']
    case 'case':
      return printCase(statement, depth)
  }
}

// All cases of a switch are one scope, unless they are blocks.
function printCase({ head, body }: BlockStatement, depth: number): string[] {
  const lines = printBody(body, depth)
  return lines.some((one) => one.startsWith('  const '))
    ? [`${head} {`, ...lines, '}']
    : [head, ...lines]
}

const printBody = (statements: readonly Statement[], depth: number) =>
  indented(printStatements(statements, depth + 1))

function listText({ open, items, close }: ListStatement): string {
  const padding = open.endsWith('{') && items.length > 0 ? ' ' : ''
  return `${open}${padding}${items.join(', ')}${padding}${close}`
}

function printList(statement: ListStatement, depth: number): string[] {
  const { open, items, close } = statement
  const text = listText(statement)
  if (fits(text, depth)) return [text]
  const [pattern = '', value] = text.split(/(?<=\} =) /)
  if (value !== undefined && fits(pattern, depth)) return [pattern, `  ${value}`]
  // A comma is not possible after a rest element.
  return [
    open,
    ...items.map((item) => (item.startsWith('...') ? `  ${item}` : `  ${item},`)),
    close,
  ]
}

function printCall({ callee, args }: CallStatement, depth: number, prefix: string): string[] {
  const condition = `!${callee}(${args.join(', ')})`
  const text = `${prefix}if (${condition}) return false`
  if (fits(text, depth)) return [text]
  const head = `${prefix}if (${condition}) {`
  const body = ['  return false', '}']
  if (fits(head, depth)) return [head, ...body]
  const isShort = fits(condition, depth + 1)
  const broken = [`!${callee}(`, ...args.map((arg) => `  ${arg},`), ')']
  return [`${prefix}if (`, ...indented(isShort ? [condition] : broken), ') {', ...body]
}

function printIf(statement: IfStatement, depth: number, prefix: string): string[] {
  const { condition, then, otherwise } = statement
  const short = printShortIf(statement, prefix)
  if (short !== undefined && fits(short, depth)) return [short]
  const lines = [...printHead(condition, depth, prefix), ...printBody(then, depth)]
  const [next] = otherwise
  if (!next) return [...lines, '}']
  const isChain = otherwise.length === 1 && (next.kind === 'if' || next.kind === 'call')
  if (isChain) return [...lines, ...printStatement(next, depth, '} else ')]
  return [...lines, '} else {', ...printBody(otherwise, depth), '}']
}

// One line: `if (typeof id !== 'string' && !addIssue(…)) return false`.
function printShortIf(
  { condition, then, otherwise }: IfStatement,
  prefix: string,
): string | undefined {
  const [only] = then
  if (!only || then.length > 1 || otherwise.length > 0) return undefined
  if (only.kind === 'line') return `${prefix}if (${conditionText(condition)}) ${only.text}`
  if (only.kind === 'list') return `${prefix}if (${conditionText(condition)}) ${listText(only)}`
  if (only.kind !== 'call') return undefined
  const called = `${only.callee}(${only.args.join(', ')})`
  const merged = all([condition, not(test(called, `!${called}`))])
  return `${prefix}if (${conditionText(merged)}) return false`
}

function printHead(condition: Condition, depth: number, prefix: string): string[] {
  const text = `${prefix}if (${conditionText(condition)}) {`
  if (fits(text, depth) || condition.kind === 'test') return [text]
  return [`${prefix}if (`, ...indented(printOperands(condition, depth + 1)), ') {']
}

// Operands on lines of their own, those of an inner condition indented in parentheses.
function printOperands({ kind, conditions }: CompositeCondition, depth: number): string[] {
  const operator = kind === 'all' ? ' &&' : ' ||'
  return conditions.flatMap((one, index) => {
    const end = index < conditions.length - 1 ? operator : ''
    const text = `${conditionText(one, true)}${end}`
    if (one.kind === 'test' || fits(text, depth)) return [text]
    const [first = '', ...others] = printOperands(one, depth + 1)
    const last = others.length - 1
    return [
      `(${first}`,
      ...indented(others.map((line, at) => (at === last ? `${line})${end}` : line))),
    ]
  })
}
