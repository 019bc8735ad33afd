import { quote } from '../../print.ts'
import { type Condition, not } from '../code/condition.ts'
import { type CallStatement, goOnIf, ifThen, type Statement } from '../code/statement.ts'
import type { Emitter, Target } from './emitter.ts'

/** What a value must be, and the keyword that says so. */
export interface Expectation {
  readonly keyword: string
  /** Words that follow "must be", or an expression for them. */
  readonly expected: string | { readonly code: string }
}

/** Returns the statement that adds an issue about a value. */
export function addIssue(
  emitter: Emitter,
  { pointer, key }: Target,
  { keyword, expected }: Expectation,
): CallStatement {
  const words = typeof expected === 'string' ? quote(expected) : expected.code
  const args = ['issues', quote(pointer), words]
  if (keyword !== 'type' || key !== undefined) args.push(quote(keyword))
  if (key !== undefined) args.push(key)
  return goOnIf(emitter.helper('addIssue'), ...args)
}

/** Returns the statement that adds an issue unless a condition is met. */
export function expect(
  emitter: Emitter,
  target: Target,
  condition: Condition,
  expectation: Expectation,
): Statement[] {
  return ifThen(not(condition), [addIssue(emitter, target, expectation)])
}

/** Returns the expression of the collection of issues about a value. */
export function issuesOf(emitter: Emitter, { pointer, key }: Target): string {
  if (pointer === '' && key === undefined) return 'issues'
  const args = ['issues', quote(pointer), ...(key === undefined ? [] : [key])]
  return `${emitter.helper('issuesAt')}(${args.join(', ')})`
}
