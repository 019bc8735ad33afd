import { call, equals, not, test } from '../code/condition.ts'
import { block, ifThen, line, type Statement } from '../code/statement.ts'
import type { ArrayKeywords, SchemaNode } from '../tree/node.ts'
import type { Emitter, Target } from './emitter.ts'
import { expect } from './issue.ts'
import { memberStatements } from './member.ts'
import { isAnything } from './shape.ts'
import { unevaluatedItems } from './unevaluated.ts'

const countOf = (count: number) => `${count} item${count === 1 ? '' : 's'}`

/** Returns the statements for a value that is an array. */
export function arrayStatements(emitter: Emitter, node: SchemaNode, target: Target): Statement[] {
  const { array } = node
  if (!array) return []
  return [
    ...arraySizeStatements(emitter, array, target),
    ...prefixStatements(emitter, array, target),
    ...itemStatements(emitter, array, target),
    ...containsStatements(emitter, array, target),
    ...unevaluatedItems(emitter, node, target),
  ]
}

function arraySizeStatements(emitter: Emitter, array: ArrayKeywords, target: Target): Statement[] {
  const { minItems, maxItems, uniqueItems } = array
  const length = `${target.value}.length`
  const statements: Statement[] = []
  if (minItems !== undefined) {
    const condition = test(`${length} >= ${minItems}`, `${length} < ${minItems}`)
    const expected = `an array of at least ${countOf(minItems)}`
    statements.push(...expect(emitter, target, condition, { keyword: 'minItems', expected }))
  }
  if (maxItems !== undefined) {
    const condition = test(`${length} <= ${maxItems}`, `${length} > ${maxItems}`)
    const expected = `an array of at most ${countOf(maxItems)}`
    statements.push(...expect(emitter, target, condition, { keyword: 'maxItems', expected }))
  }
  if (uniqueItems) {
    const condition = call(emitter.helper('hasUniqueItems'), target.value)
    const expected = 'an array of unique items'
    statements.push(...expect(emitter, target, condition, { keyword: 'uniqueItems', expected }))
  }
  return statements
}

function prefixStatements(emitter: Emitter, { prefixItems }: ArrayKeywords, target: Target) {
  return prefixItems.flatMap((node, index): Statement[] => {
    if (isAnything(node)) return []
    const item = emitter.local(`item${index}`)
    const statements = emitter.statements(node, {
      value: item,
      pointer: `${target.pointer}/${index}`,
      name: `${target.name} item${index}`,
    })
    const isPresent = not(equals(item, 'undefined'))
    return [line(`const ${item} = ${target.value}[${index}]`), ...ifThen(isPresent, statements)]
  })
}

function itemStatements(
  emitter: Emitter,
  { items, prefixItems }: ArrayKeywords,
  target: Target,
): Statement[] {
  if (!items || isAnything(items)) return []
  const start = prefixItems.length
  if (items.isFalse) {
    const length = `${target.value}.length`
    const condition = test(`${length} <= ${start}`, `${length} > ${start}`)
    const expected = `an array of at most ${countOf(start)}`
    return expect(emitter, target, condition, { keyword: 'items', expected })
  }
  return emitter.block(() => {
    const index = emitter.local('index')
    const item = { ...target, value: `${target.value}[${index}]`, key: index }
    const head = `for (let ${index} = ${start}; ${index} < ${target.value}.length; ${index} += 1)`
    return [block(head, memberStatements(emitter, items, { ...item, name: `${target.name} item` }))]
  })
}

function containsStatements(
  emitter: Emitter,
  { contains, minContains = 1, maxContains }: ArrayKeywords,
  target: Target,
): Statement[] {
  if (!contains || (minContains === 0 && maxContains === undefined)) return []
  const check = emitter.check(contains, `${target.name} contains`)
  const count = emitter.local('count')
  const statements = expect(
    emitter,
    target,
    test(`${count} >= ${minContains}`, `${count} < ${minContains}`),
    { keyword: 'contains', expected: `an array with at least ${countOf(minContains)} of a kind` },
  )
  if (maxContains !== undefined) {
    const condition = test(`${count} <= ${maxContains}`, `${count} > ${maxContains}`)
    const expected = `an array with at most ${countOf(maxContains)} of a kind`
    statements.push(...expect(emitter, target, condition, { keyword: 'contains', expected }))
  }
  const counted = `${emitter.helper('countItems')}(${target.value}, ${check})`
  return [line(`const ${count} = ${counted}`), ...statements]
}
