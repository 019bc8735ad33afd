import { not } from '../code/condition.ts'
import { ifThen, type Statement } from '../code/statement.ts'
import type { SchemaNode } from '../tree/node.ts'
import type { Emitter, Target } from './emitter.ts'
import { expect } from './issue.ts'

const named = (target: Target, word: string): Target => ({
  ...target,
  name: `${target.name} ${word}`,
})

/** Returns the statements for `if`, `then` and `else`. */
export function conditionalStatements(
  emitter: Emitter,
  node: SchemaNode,
  target: Target,
): Statement[] {
  if (!node.if || !(node.then ?? node.else)) return []
  const condition = emitter.condition(node.if, named(target, 'if'))
  const then = node.then ? emitter.statements(node.then, named(target, 'then')) : []
  const otherwise = node.else ? emitter.statements(node.else, named(target, 'else')) : []
  return then.length > 0 ? ifThen(condition, then, otherwise) : ifThen(not(condition), otherwise)
}

/** Returns the statements for `not`. */
export function notStatements(emitter: Emitter, node: SchemaNode, target: Target): Statement[] {
  if (!node.not) return []
  const excluded = emitter.condition(node.not, named(target, 'not'))
  const expected = 'a value that the schema does not exclude'
  return expect(emitter, target, not(excluded), { keyword: 'not', expected })
}
