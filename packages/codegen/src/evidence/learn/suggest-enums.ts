import { type Counts, countOf, type Shape } from '@returning-kit/runtime/recording'
import type { Contradiction, NewMember } from '../finding.ts'
import type { Lesson } from './lesson.ts'

const leastValues = 10
const mostDistinct = 12
const leastRepetition = 3

/**
 * Suggests an `enum` for new members whose values were kept, if few values repeat. It is never
 * written: another value may come tomorrow.
 */
export function suggestEnums(members: Iterable<NewMember>, lesson: Lesson): void {
  for (const { operation, pointer, shape } of members) visit(shape, pointer, operation, lesson)
}

function visit(shape: Shape, pointer: string, operation: string, lesson: Lesson): void {
  const literals: Counts = { ...shape.string?.literals, ...shape.integer?.literals }
  const counts = Object.values(literals)
  const known = counts.reduce((sum, count) => sum + count, 0)
  const isRepeated = counts.length <= mostDistinct && counts.every((one) => one >= leastRepetition)
  if (known >= leastValues && isRepeated && known === countOf(shape) - (shape.null?.count ?? 0)) {
    const values = Object.keys(literals).sort().join(', ')
    lesson.suggestions.push(
      `${operation}: ${pointer} had only the values ${values} in ${known} cases. Declare an \`enum\` if these are all.`,
    )
  }
  for (const [name, inner] of Object.entries(shape.object?.properties ?? {})) {
    visit(inner, `${pointer}/${name}`, operation, lesson)
  }
  if (shape.array?.items) visit(shape.array.items, `${pointer}/*`, operation, lesson)
}

/**
 * Returns what to do about an `enum` or `const` that lacks values: add those that were kept and
 * repeat, or keep them.
 */
export function literalAdvice({ shape, expected, pointer }: Contradiction): string {
  const declared = [JSON.parse(expected)].flat().map((value) => JSON.stringify(value))
  const literals = { ...shape.string?.literals, ...shape.integer?.literals }
  const missing = Object.entries(literals).filter(
    ([literal, count]) => !declared.includes(literal) && count >= leastRepetition,
  )
  if (missing.length === 0) {
    const name = pointer.split('/').findLast((part) => part !== '*')
    return `Run again with \`--values ${name}\` on the calls themselves to see what it lacks.`
  }
  const values = missing.map(([literal, count]) => `${literal} (${count} times)`).sort()
  return `Add ${values.join(', ')} if they are meant.`
}
