import { regularExpression } from '../../../openapi/pattern.ts'
import { SchemaProblem } from './schema-problem.ts'

/** Returns a pattern as a literal of JavaScript. */
export function regexLiteral(pattern: string, pointer: string): string {
  const expression = regularExpression(pattern)
  if (expression) return String(expression)
  throw new SchemaProblem(`the pattern ${pattern} is not a regular expression`, pointer)
}
