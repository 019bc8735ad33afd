import { SchemaProblem } from './problem.ts'

/**
 * Returns a pattern as a literal of JavaScript. A few patterns are valid only without the flag for
 * Unicode.
 */
export function regexLiteral(pattern: string, pointer: string): string {
  for (const flags of ['u', '']) {
    try {
      return `/${new RegExp(pattern, flags).source}/${flags}`
    } catch {}
  }
  throw new SchemaProblem(`the pattern ${pattern} is not a regular expression`, pointer)
}
