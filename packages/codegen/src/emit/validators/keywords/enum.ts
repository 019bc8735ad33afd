import { literal, quote } from '../../print.ts'
import { any, type Condition, call, equals, test } from '../code/condition.ts'
import type { Statement } from '../code/statement.ts'
import type { SchemaNode } from '../tree/node.ts'
import type { Emitter, Target } from './emitter.ts'
import { type Expectation, expect } from './issue.ts'
import { alternativesText, hasType } from './type.ts'

// With more values a constant array is shorter, which also writes the words of the issue.
const maxInline = 3

const isPrimitive = (value: unknown) => typeof value !== 'object' || value === null

/** Returns the values that `enum` or `const` and the types of a schema allow. */
export function allowedValues({ enum: values, types }: SchemaNode): readonly unknown[] | undefined {
  return types ? values?.filter((value) => hasType(value, types)) : values
}

/** Returns the statements for `enum` and `const`. */
export function enumStatements(
  emitter: Emitter,
  values: readonly unknown[],
  target: Target,
): Statement[] {
  const condition = enumCondition(emitter, values, target)
  return expect(emitter, target, condition, enumExpectation(emitter, values, target))
}

/** Returns the condition that a value is one of the allowed ones. */
export function enumCondition(
  emitter: Emitter,
  values: readonly unknown[],
  target: Target,
): Condition {
  const { value } = target
  if (!values.every(isPrimitive)) {
    return call(emitter.helper('isOneOf'), value, valuesConstant(emitter, values, target))
  }
  if (values.length > maxInline) {
    const constant = valuesConstant(emitter, values, target)
    return test(`${constant}.includes(${value})`, `!${constant}.includes(${value})`)
  }
  return any(values.map((one) => equals(value, literal(one))))
}

function enumExpectation(
  emitter: Emitter,
  values: readonly unknown[],
  target: Target,
): Expectation {
  const keyword = values.length === 1 ? 'const' : 'enum'
  if (values.length > maxInline || !values.every(isPrimitive)) {
    const constant = valuesConstant(emitter, values, target)
    return { keyword, expected: { code: `${emitter.helper('oneOf')}(${constant})` } }
  }
  return { keyword, expected: allowedText(values) }
}

/** Returns values in words: `"a", "b" or "c"`. */
export function allowedText(values: readonly unknown[]): string {
  if (values.length === 0) return 'absent'
  return alternativesText(values.map((one) => JSON.stringify(one)))
}

function valuesConstant(emitter: Emitter, values: readonly unknown[], target: Target): string {
  return emitter.constant(`${target.name} values`, values.map(valueText), 'readonly unknown[]')
}

// In a literal of an object `__proto__` is no property.
function valueText(value: unknown): string {
  const json = JSON.stringify(value)
  return json.includes('"__proto__"') ? `JSON.parse(${quote(json)})` : literal(value)
}
