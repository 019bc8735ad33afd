import { any, call } from '../code/condition.ts'
import type { Statement } from '../code/statement.ts'
import type { SchemaNode } from '../tree/node.ts'
import type { Emitter, Target } from './emitter.ts'
import { expect } from './issue.ts'
import { typeCondition, typesText } from './type.ts'

/** Returns the statements for a file: a Blob in a program, where JSON Schema has a string. */
export function fileStatements(emitter: Emitter, node: SchemaNode, target: Target): Statement[] {
  const others = (node.types ?? []).filter((type) => type !== 'string')
  const condition = any([
    call(emitter.helper('isFile'), target.value),
    ...others.map((type) => typeCondition(emitter, type, target.value)),
  ])
  const expected = ['a file', ...(others.length > 0 ? [typesText(others)] : [])].join(' or ')
  return expect(emitter, target, condition, { keyword: 'type', expected })
}
