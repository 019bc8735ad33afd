import { type Condition, call, test } from '../code/condition.ts'
import type { Statement } from '../code/statement.ts'
import type { SchemaNode } from '../tree/node.ts'
import type { Emitter, Target } from './emitter.ts'
import { formatStatements, stringFormat } from './format.ts'
import { expect } from './issue.ts'

const characters = (count: number) => `${count} character${count === 1 ? '' : 's'}`

/** Returns the statements for a value that is a string. */
export function stringStatements(emitter: Emitter, node: SchemaNode, target: Target): Statement[] {
  const { minLength, maxLength, pattern } = node.string ?? {}
  const statements: Statement[] = []
  if (minLength !== undefined) {
    const expected = `a string of at least ${characters(minLength)}`
    const condition = minLengthCondition(emitter, target.value, minLength)
    statements.push(...expect(emitter, target, condition, { keyword: 'minLength', expected }))
  }
  if (maxLength !== undefined) {
    const expected = `a string of at most ${characters(maxLength)}`
    const length = `${emitter.helper('codePointLength')}(${target.value})`
    const condition = test(`${length} <= ${maxLength}`, `${length} > ${maxLength}`)
    statements.push(...expect(emitter, target, condition, { keyword: 'maxLength', expected }))
  }
  if (pattern !== undefined) {
    const constant = emitter.constant(`${target.name} pattern`, pattern.literal)
    const expected = `a string that matches ${pattern.source}`
    const condition = call(`${constant}.test`, target.value)
    statements.push(...expect(emitter, target, condition, { keyword: 'pattern', expected }))
  }
  return [...statements, ...formatStatements(emitter, stringFormat(node), target)]
}

// A string of one code unit has at least one code point.
function minLengthCondition(emitter: Emitter, value: string, minLength: number): Condition {
  if (minLength === 1) return test(`${value} !== ''`, `${value} === ''`)
  const length = `${emitter.helper('codePointLength')}(${value})`
  return test(`${length} >= ${minLength}`, `${length} < ${minLength}`)
}
