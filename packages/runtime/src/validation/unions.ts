import { addIssue, createIssues, type Issues } from './issues.ts'

/**
 * A compiled validator. With `issues` it collects them; without, it stops at the first and returns
 * false.
 */
export type Check = (value: unknown, issues: Issues | null) => boolean

/** Returns whether a value matches exactly one alternative. */
export function matchesOne(value: unknown, checks: readonly Check[]): boolean {
  let count = 0
  for (const check of checks) {
    if (check(value, null)) count += 1
    if (count === 2) return false
  }
  return count === 1
}

/** Returns how many items of an array match a schema. */
export function countItems(items: readonly unknown[], check: Check): number {
  let count = 0
  for (const item of items) if (check(item, null)) count += 1
  return count
}

// An alternative for another kind of value has no issues about this value. A format is one of
// strings.
function isOfOtherKind(keyword: string, value: unknown): boolean {
  return (
    ['type', 'const', 'enum'].includes(keyword) ||
    (keyword === 'format' && typeof value !== 'string')
  )
}

/**
 * Adds the issues of the alternative that a value comes closest to; one issue where it is of
 * another kind than all of them, or matches several. Returns whether validation goes on.
 */
export function addClosestIssues(
  issues: Issues | null,
  keyword: string,
  expected: string,
  value: unknown,
  checks: readonly Check[],
): boolean {
  if (issues === null) return false
  const closest = issues.isTrial ? undefined : closestCheck(value, checks)
  return closest ? closest(value, issues) : addIssue(issues, '', expected, keyword)
}

function closestCheck(value: unknown, checks: readonly Check[]): Check | undefined {
  let closest: Check | undefined
  let fewest = Number.POSITIVE_INFINITY
  for (const check of checks) {
    const trial = createIssues(true)
    check(value, trial)
    const { list } = trial
    // The value matches several alternatives of a `oneOf`.
    if (list.length === 0) return undefined
    const isOtherKind = list.some(
      ({ instancePath, keyword }) => instancePath === '' && isOfOtherKind(keyword, value),
    )
    if (isOtherKind || list.length >= fewest) continue
    closest = check
    fewest = list.length
  }
  return closest
}
