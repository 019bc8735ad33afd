import { not } from './condition.ts'
import { ifThen, line, returned, type Statement } from './statement.ts'

/** Returns statements that end the function with a result, rather than go on after the last one. */
export function withResult(statements: readonly Statement[]): Statement[] {
  const before = statements.slice(0, -1)
  const last = statements.at(-1)
  if (last?.kind === 'call') return [...before, returned(last)]
  if (last?.kind === 'if') {
    const { condition, then, otherwise } = last
    const [only] = otherwise
    if (otherwise.length === 1 && only?.kind === 'call')
      return [...before, ...ifThen(not(condition), [returned(only)]), ...withResult(then)]
  }
  if (last?.kind === 'block' && last.head.startsWith('switch '))
    return [...before, { ...last, body: last.body.map(caseWithResult) }]
  return [...statements, line('return true')]
}

function caseWithResult(statement: Statement): Statement {
  if (statement.kind !== 'case') return statement
  const { body } = statement
  const last = body.at(-1)
  const isLeft = last?.kind === 'line' && last.text === 'break'
  return { ...statement, body: withResult(isLeft ? body.slice(0, -1) : body) }
}
