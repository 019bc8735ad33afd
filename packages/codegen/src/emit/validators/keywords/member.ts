import { goOnIf, line, type Statement } from '../code/statement.ts'
import type { SchemaNode } from '../tree/node.ts'
import type { Emitter, Target } from './emitter.ts'
import { issuesOf } from './issue.ts'
import { isFlat, isReference } from './shape.ts'

/**
 * Returns the statements for an item of an array or a property whose name only the running program
 * knows.
 */
export function memberStatements(emitter: Emitter, node: SchemaNode, target: Target): Statement[] {
  if (isReference(node)) return emitter.statements(node, target)
  if (!isFlat(node)) {
    const check = emitter.check(node, target.name)
    return [goOnIf(check, target.value, issuesOf(emitter, target))]
  }
  if (!target.value.includes('[')) return emitter.statements(node, target)
  const value = emitter.local('item')
  const statements = emitter.statements(node, { ...target, value })
  return statements.length > 0 ? [line(`const ${value} = ${target.value}`), ...statements] : []
}
