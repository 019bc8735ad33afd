import { not } from './condition.ts'
import { type CallStatement, ifThen, line, returned, type Statement } from './statement.ts'

/** Returns statements that end the function with a result, rather than go on after the last one. */
export function withResult(statements: readonly Statement[]): Statement[] {
  const before = statements.slice(0, -1)
  const last = statements.at(-1)
  if (last?.kind === 'call') return [...before, returned(last)]
  if (last?.kind === 'if') {
    const { condition, then, otherwise } = last
    const issue = onlyCall(otherwise)
    if (issue) return [...before, ...ifThen(not(condition), [returned(issue)]), ...withResult(then)]
    const only = before.length === 0 && otherwise.length === 0 ? onlyCall(then) : undefined
    if (only) return [...ifThen(not(condition), [line('return true')]), returned(only)]
  }
  if (last?.kind === 'block' && last.head.startsWith('switch '))
    return [...before, { ...last, body: last.body.map(caseWithResult) }]
  return [...statements, line('return true')]
}

function onlyCall(statements: readonly Statement[]): CallStatement | undefined {
  const [only, ...others] = statements
  return only?.kind === 'call' && others.length === 0 ? only : undefined
}

function caseWithResult(statement: Statement): Statement {
  if (statement.kind !== 'case') return statement
  const { body } = statement
  const last = body.at(-1)
  const isLeft = last?.kind === 'line' && last.text === 'break'
  return { ...statement, body: withResult(isLeft ? body.slice(0, -1) : body) }
}
