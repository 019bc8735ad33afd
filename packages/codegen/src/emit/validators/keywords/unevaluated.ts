import { quote } from '../../print.ts'
import { call, equals, not } from '../code/condition.ts'
import { block, ifThen, line, type Statement } from '../code/statement.ts'
import type { ArrayKeywords, ObjectKeywords, SchemaNode } from '../tree/node.ts'
import type { Emitter, Target } from './emitter.ts'
import { addIssue } from './issue.ts'
import { memberStatements } from './member.ts'
import { isAnything } from './shape.ts'

// What combined schemas evaluate depends on the value. A schema with `unevaluatedProperties`
// validates the value by each of them once more and notes what the valid ones evaluate. Few
// contracts have the keyword.

/** Returns the statements for the properties that no other keyword evaluates. */
export function unevaluatedProperties(
  emitter: Emitter,
  node: SchemaNode,
  target: Target,
): Statement[] {
  const unevaluated = node.object?.unevaluatedProperties
  if (!unevaluated || isAnything(unevaluated)) return []
  const [name, member] = [emitter.local('name'), emitter.local('member')]
  const head = unevaluated.isFalse
    ? `for (const ${name} of Object.keys(${target.value}))`
    : `for (const [${name}, ${member}] of Object.entries(${target.value}))`
  return unevaluatedMembers(emitter, node, unevaluated, target, {
    keyword: 'unevaluatedProperties',
    head,
    key: name,
    value: member,
  })
}

/** Returns the statements for the items that no other keyword evaluates. */
export function unevaluatedItems(emitter: Emitter, node: SchemaNode, target: Target): Statement[] {
  const unevaluated = node.array?.unevaluatedItems
  if (!unevaluated || isAnything(unevaluated)) return []
  const [index, item] = [emitter.local('index'), emitter.local('item')]
  const head = unevaluated.isFalse
    ? `for (const ${index} of ${target.value}.keys())`
    : `for (const [${index}, ${item}] of ${target.value}.entries())`
  return unevaluatedMembers(emitter, node, unevaluated, target, {
    keyword: 'unevaluatedItems',
    head,
    key: index,
    value: item,
  })
}

interface MemberLoop {
  readonly keyword: string
  readonly head: string
  readonly key: string
  readonly value: string
}

function unevaluatedMembers(
  emitter: Emitter,
  node: SchemaNode,
  unevaluated: SchemaNode,
  target: Target,
  { keyword, head, key, value }: MemberLoop,
): Statement[] {
  const evaluated = emitter.local('evaluated')
  const member = { ...target, key, value, name: `${target.name} unevaluated` }
  const statements = unevaluated.isFalse
    ? [addIssue(emitter, member, { keyword, expected: 'absent' })]
    : memberStatements(emitter, unevaluated, member)
  return [
    line(`const ${evaluated}: ${emitter.type('Evaluated')} = new Set()`),
    ...markStatements(emitter, withoutUnevaluated(node), target, evaluated),
    block(head, ifThen(not(call(`${evaluated}.has`, key)), statements)),
  ]
}

function withoutUnevaluated({ object, array, ...node }: SchemaNode): SchemaNode {
  const { unevaluatedProperties: _, ...properties } = object ?? {}
  const { unevaluatedItems: __, ...items } = array ?? {}
  return {
    ...node,
    ...(object && { object: properties as ObjectKeywords }),
    ...(array && { array: items as ArrayKeywords }),
  }
}

/** Returns the statements that add what the keywords of a schema evaluate of a valid value. */
export function markStatements(
  emitter: Emitter,
  node: SchemaNode,
  target: Target,
  evaluated: string,
): Statement[] {
  const mark = (one: SchemaNode, words: string): Statement[] =>
    isAnything(one)
      ? []
      : [line(`${emitter.mark(one, `${target.name} ${words}`)}(${target.value}, ${evaluated})`)]
  const markEach = (nodes: readonly SchemaNode[] = [], words: string) =>
    nodes.flatMap((one, index) => mark(one, `${words}${index}`))
  const { object, array, if: condition } = node
  return [
    ...(object ? propertyMarks(emitter, object, target, evaluated) : []),
    ...(array ? itemMarks(emitter, array, target, evaluated) : []),
    ...(node.ref === undefined ? [] : mark(emitter.referenced(node, 'ref'), 'ref')),
    ...(node.dynamicRef === undefined ? [] : mark(emitter.referenced(node, 'dynamicRef'), 'ref')),
    ...markEach(node.allOf, 'allOf'),
    ...markEach(node.anyOf, 'anyOf'),
    ...markEach(node.oneOf, 'oneOf'),
    ...(condition
      ? [
          ...mark(condition, 'if'),
          ...ifThen(
            emitter.condition(condition, { ...target, name: `${target.name} if` }),
            node.then ? mark(node.then, 'then') : [],
            node.else ? mark(node.else, 'else') : [],
          ),
        ]
      : []),
    ...[...(object?.dependentSchemas ?? [])].flatMap(([name, dependent]) => {
      const property = `${emitter.helper('ownProperty')}(Object(${target.value}), ${quote(name)})`
      return ifThen(not(equals(property, 'undefined')), mark(dependent, name))
    }),
  ]
}

function propertyMarks(
  emitter: Emitter,
  { properties, patternProperties, ...object }: ObjectKeywords,
  target: Target,
  evaluated: string,
): Statement[] {
  const helper = emitter.helper('addEvaluatedProperties')
  if (object.additionalProperties ?? object.unevaluatedProperties) {
    return [line(`${helper}(${evaluated}, ${target.value})`)]
  }
  const conditions = patternProperties.map(
    ({ literal }) => `${emitter.constant(`${target.name} pattern`, literal)}.test(name)`,
  )
  if (properties.size > 0) {
    const names = [...properties.keys()].map(quote)
    const constant = emitter.constant(`${target.name} names`, names, 'readonly string[]')
    conditions.unshift(`${constant}.includes(name)`)
  }
  if (conditions.length === 0) return []
  return [line(`${helper}(${evaluated}, ${target.value}, (name) => ${conditions.join(' || ')})`)]
}

function itemMarks(
  emitter: Emitter,
  { prefixItems, items, unevaluatedItems, contains }: ArrayKeywords,
  target: Target,
  evaluated: string,
): Statement[] {
  const helper = emitter.helper('addEvaluatedItems')
  if (items ?? unevaluatedItems) return [line(`${helper}(${evaluated}, ${target.value})`)]
  const call = (condition: string) => line(`${helper}(${evaluated}, ${target.value}, ${condition})`)
  return [
    ...(prefixItems?.length ? [call(`(index) => index < ${prefixItems.length}`)] : []),
    ...(contains
      ? [call(`(_, item) => ${emitter.check(contains, `${target.name} contains`)}(item, null)`)]
      : []),
  ]
}
