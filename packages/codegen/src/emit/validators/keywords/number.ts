import { type Condition, call, test } from '../code/condition.ts'
import type { Statement } from '../code/statement.ts'
import type { NumberKeywords, SchemaNode } from '../tree/node.ts'
import type { Emitter, Target } from './emitter.ts'
import { formatStatements, numberFormat } from './format.ts'
import { expect } from './issue.ts'

type Limit = 'minimum' | 'maximum' | 'exclusiveMinimum' | 'exclusiveMaximum'

const limits: Readonly<Record<Limit, readonly [is: string, isNot: string, words: string]>> = {
  minimum: ['>=', '<', 'at least'],
  maximum: ['<=', '>', 'at most'],
  exclusiveMinimum: ['>', '<=', 'more than'],
  exclusiveMaximum: ['<', '>=', 'less than'],
}

/** Returns the statements for a value that is a number. */
export function numberStatements(emitter: Emitter, node: SchemaNode, target: Target): Statement[] {
  const { number = {} } = node
  const format = numberFormat(node)
  return [
    ...(format?.isWide ? [] : formatStatements(emitter, format, target)),
    ...(Object.keys(limits) as Limit[]).flatMap((keyword) => {
      const limit = number[keyword]
      if (limit === undefined) return []
      const expected = `${limits[keyword][2]} ${limit}`
      const condition = limitCondition(keyword, target.value, limit)
      return expect(emitter, target, condition, { keyword, expected })
    }),
    ...multipleOfStatements(emitter, number, target),
  ]
}

function limitCondition(keyword: Limit, value: string, limit: number): Condition {
  const [is, isNot] = limits[keyword]
  return test(`${value} ${is} ${limit}`, `${value} ${isNot} ${limit}`)
}

function multipleOfStatements(
  emitter: Emitter,
  { multipleOf }: NumberKeywords,
  target: Target,
): Statement[] {
  if (multipleOf === undefined) return []
  const condition = call(emitter.helper('isMultipleOf'), target.value, String(multipleOf))
  const expected = `a multiple of ${multipleOf}`
  return expect(emitter, target, condition, { keyword: 'multipleOf', expected })
}
