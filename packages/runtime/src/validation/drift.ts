import { type Issue, sentence } from './issue.ts'

/** One way in which an answer differs from the contract; alike faults of a list's items are counted as one. */
export interface DriftIssue extends Omit<Issue, 'path'> {
  /** How often it was found in this answer; a list is read until a thousand faults. */
  readonly count: number
}

/** An answer that does not fit the contract, told without its values. */
export interface Drift {
  /** Id of the operation. */
  readonly operation: string
  readonly status: number
  /** What differs, in the order in which it was found; `pointer` is that of the first of its kind. */
  readonly issues: readonly DriftIssue[]
}

/** Counts alike issues as one difference. */
export function toDriftIssues(issues: readonly Issue[]): DriftIssue[] {
  const known = new Map<string, DriftIssue>()
  for (const { path, pointer, keyword, expected, received } of issues) {
    const like = JSON.stringify([
      path.map((name) => (typeof name === 'number' ? 0 : name)),
      keyword,
      expected,
      received,
    ])
    const { count = 0, ...first } = known.get(like) ?? {
      message: sentence(path, expected, received),
      pointer,
      keyword,
      expected,
      received,
    }
    known.set(like, { ...first, count: count + 1 })
  }
  return [...known.values()]
}

/** Tells of a drift on the console. */
export function warn({ operation, status, issues }: Drift): void {
  const told = issues
    .slice(0, 5)
    .map(({ message, count }) => (count > 1 ? `${message} (${count} times)` : message))
  const more = issues.length > told.length ? `; and ${issues.length - told.length} more` : ''
  console.warn(
    `${operation} answered ${status} with a body that does not fit the contract: ${told.join('; ')}${more}`,
  )
}
