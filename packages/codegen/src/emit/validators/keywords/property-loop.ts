import { quote } from '../../print.ts'
import { all, type Condition, call, not } from '../code/condition.ts'
import { block, ifThen, type Statement } from '../code/statement.ts'
import type { ObjectKeywords } from '../tree/node.ts'
import type { Emitter, Target } from './emitter.ts'
import { addIssue, expect } from './issue.ts'
import { memberStatements } from './member.ts'
import { isAnything } from './shape.ts'

/** Returns the loop over the properties whose names a schema does not list. */
export function propertyLoop(
  emitter: Emitter,
  object: ObjectKeywords,
  target: Target,
): Statement[] {
  return emitter.block(() => loop(emitter, object, target))
}

function loop(emitter: Emitter, object: ObjectKeywords, target: Target): Statement[] {
  const name = emitter.local('name')
  const value = emitter.local('member')
  const member = { ...target, value, key: name, name: `${target.name} value` }
  const body = [
    ...nameStatements(emitter, object, target, name),
    ...patternStatements(emitter, object, member),
    ...additionalStatements(emitter, object, member),
  ]
  if (body.length === 0) return []
  const nodes = [...object.patternProperties.map(({ node }) => node), object.additionalProperties]
  const readsMember = nodes.some((node) => node && !node.isFalse && !isAnything(node))
  const head = readsMember
    ? `for (const [${name}, ${value}] of Object.entries(${target.value}))`
    : `for (const ${name} of Object.keys(${target.value}))`
  return [block(head, body)]
}

function nameStatements(
  emitter: Emitter,
  { propertyNames }: ObjectKeywords,
  target: Target,
  name: string,
): Statement[] {
  if (!propertyNames || isAnything(propertyNames)) return []
  const named = { ...target, value: name, name: `${target.name} name` }
  const condition = emitter.condition(propertyNames, named)
  const expected = 'absent, as its name is not valid'
  return expect(emitter, { ...target, key: name }, condition, {
    keyword: 'propertyNames',
    expected,
  })
}

const matches = (emitter: Emitter, literal: string, target: Target): Condition =>
  call(`${emitter.constant(`${target.name} pattern`, literal)}.test`, target.key ?? '')

function patternStatements(
  emitter: Emitter,
  { patternProperties }: ObjectKeywords,
  member: Target,
): Statement[] {
  return patternProperties.flatMap(({ literal, node }) => {
    const statements = memberStatements(emitter, node, member)
    return statements.length > 0 ? ifThen(matches(emitter, literal, member), statements) : []
  })
}

function additionalStatements(
  emitter: Emitter,
  { additionalProperties, properties, patternProperties }: ObjectKeywords,
  member: Target,
): Statement[] {
  if (!additionalProperties || isAnything(additionalProperties)) return []
  const statements = additionalProperties.isFalse
    ? [addIssue(emitter, member, { keyword: 'additionalProperties', expected: 'absent' })]
    : memberStatements(emitter, additionalProperties, member)
  const others = patternProperties.map(({ literal }) => not(matches(emitter, literal, member)))
  const names = [...properties.keys()]
  if (names.length > 0) {
    const constant = emitter.constant(`${member.name} names`, names.map(quote), 'readonly string[]')
    others.unshift(not(call(`${constant}.includes`, member.key ?? '')))
  }
  return others.length > 0 ? ifThen(all(others), statements) : statements
}
