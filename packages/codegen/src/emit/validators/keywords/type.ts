import { any, type Condition, call, equals, test } from '../code/condition.ts'
import type { SchemaNode, TypeName } from '../tree/node.ts'
import type { Emitter } from './emitter.ts'
import { numberFormat } from './format.ts'

const words: Readonly<Record<TypeName, string>> = {
  null: 'null',
  boolean: 'a boolean',
  integer: 'an integer',
  number: 'a number',
  string: 'a string',
  array: 'an array',
  object: 'an object',
  Date: 'a valid Date',
  int64: 'a bigint of 64 bits',
  uint64: 'an unsigned bigint of 64 bits',
}

/** Returns the condition that a value is of a type. */
export function typeCondition(
  emitter: Emitter,
  type: TypeName,
  value: string,
  node?: SchemaNode,
): Condition {
  switch (type) {
    case 'null':
      return equals(value, 'null')
    case 'boolean':
    case 'string':
      return test(`typeof ${value} === '${type}'`, `typeof ${value} !== '${type}'`)
    case 'integer': {
      const wide = node && numberFormat(node)
      // Formats of 64 bits include bigints, which are no numbers.
      return wide?.isWide
        ? call(emitter.format(wide.check), value)
        : call(emitter.helper('isInteger'), value)
    }
    case 'number':
      return call(emitter.helper('isNumber'), value)
    case 'Date':
      return call(emitter.format('isValidDate'), value)
    case 'int64':
      return call(emitter.format('isBigInt64'), value)
    case 'uint64':
      return call(emitter.format('isBigUint64'), value)
    case 'array':
      return call(emitter.helper('isArray'), value)
    case 'object':
      return call(emitter.helper('isObject'), value)
  }
}

export function typesCondition(emitter: Emitter, node: SchemaNode, value: string): Condition {
  return any((node.types ?? []).map((type) => typeCondition(emitter, type, value, node)))
}

/** Returns types in words: "a string or null". */
export function typesText(types: readonly TypeName[]): string {
  return alternativesText(types.map((type) => words[type]))
}

/** Returns alternatives in words: "a string, a number or null". */
export function alternativesText(texts: readonly string[]): string {
  return [texts.slice(0, -1).join(', '), ...texts.slice(-1)].filter(Boolean).join(' or ')
}

/** Returns whether a value of a contract is of one of the types. */
export function hasType(value: unknown, types: readonly TypeName[]): boolean {
  return types.some((type) => {
    if (type === 'null') return value === null
    if (type === 'array') return Array.isArray(value)
    if (type === 'integer') return Number.isInteger(value)
    if (type === 'object')
      return typeof value === 'object' && value !== null && !Array.isArray(value)
    return typeof value === type
  })
}
