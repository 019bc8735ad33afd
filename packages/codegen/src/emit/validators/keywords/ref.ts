import { goOnIf, type Statement } from '../code/statement.ts'
import type { SchemaNode } from '../tree/node.ts'
import type { Emitter, Target } from './emitter.ts'
import { issuesOf } from './issue.ts'
import { isAnything } from './shape.ts'

/** Returns the statements for `$ref` and `$dynamicRef`. */
export function referenceStatements(
  emitter: Emitter,
  node: SchemaNode,
  target: Target,
): Statement[] {
  return (['ref', 'dynamicRef'] as const).flatMap((keyword) => {
    if (node[keyword] === undefined) return []
    const referenced = emitter.referenced(node, keyword)
    if (isAnything(referenced)) return []
    const check = emitter.check(referenced, `${target.name} ref`)
    return [goOnIf(check, target.value, issuesOf(emitter, target))]
  })
}
