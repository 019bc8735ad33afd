import { all, type Condition } from './condition.ts'

/** A statement of TypeScript. Without `otherwise` and with one statement, `if` statements merge. */
export type Statement = LineStatement | ListStatement | CallStatement | IfStatement | BlockStatement

/** A statement on one line. */
export interface LineStatement {
  readonly kind: 'line'
  readonly text: string
}

/** A statement with a list, on one line where it fits. */
export interface ListStatement {
  readonly kind: 'list'
  readonly open: string
  readonly items: readonly string[]
  readonly close: string
}

/** A call that returns whether validation goes on; if not, the function returns. */
export interface CallStatement {
  readonly kind: 'call'
  readonly callee: string
  readonly args: readonly string[]
}

export interface IfStatement {
  readonly kind: 'if'
  readonly condition: Condition
  readonly then: readonly Statement[]
  readonly otherwise: readonly Statement[]
}

/** A loop or a switch with its head; or a case of a switch, which has no braces. */
export interface BlockStatement {
  readonly kind: 'block' | 'case'
  readonly head: string
  readonly body: readonly Statement[]
}

export function line(text: string): LineStatement {
  return { kind: 'line', text }
}

export function list(open: string, items: readonly string[], close: string): ListStatement {
  return { kind: 'list', open, items, close }
}

export function goOnIf(callee: string, ...args: readonly string[]): CallStatement {
  return { kind: 'call', callee, args }
}

export function block(head: string, body: readonly Statement[]): BlockStatement {
  return { kind: 'block', head, body }
}

export function switchCase(head: string, body: readonly Statement[]): BlockStatement {
  return { kind: 'case', head, body }
}

/** Returns an `if` statement; nothing where it would do nothing. */
export function ifThen(
  condition: Condition,
  then: readonly Statement[],
  otherwise: readonly Statement[] = [],
): Statement[] {
  if (then.length === 0 && otherwise.length === 0) return []
  if (condition.kind !== 'test' && condition.conditions.length === 0) {
    return [...(condition.kind === 'all' ? then : otherwise)]
  }
  const [only] = then
  if (
    otherwise.length === 0 &&
    then.length === 1 &&
    only?.kind === 'if' &&
    !only.otherwise.length
  ) {
    return [{ ...only, condition: all([condition, only.condition]) }]
  }
  return [{ kind: 'if', condition, then, otherwise }]
}

/** Returns the statement that ends the function with the result of a call. */
export function returned({ callee, args }: CallStatement): ListStatement {
  return list(`return ${callee}(`, args, ')')
}
