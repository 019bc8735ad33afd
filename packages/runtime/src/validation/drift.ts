import { type Issue, issueMessage } from './issue.ts'

/**
 * One difference between a response and the contract. Equal issues of array items are counted as
 * one.
 */
export interface DriftIssue extends Omit<Issue, 'path'> {
  /** How often it occurs in this response; validation of an array stops after a thousand issues. */
  readonly count: number
}

/** A response that does not match the contract, without its values. */
export interface Drift {
  /** Id of the operation. */
  readonly operation: string
  readonly status: number
  /** How many items of the stream came before, if an item does not match. */
  readonly index?: number
  /** The differences in order of occurrence; `pointer` is that of the first one of its kind. */
  readonly issues: readonly DriftIssue[]
}

/** Returns issues with those merged that differ only in the array index. */
export function toDriftIssues(issues: readonly Issue[]): DriftIssue[] {
  const merged = new Map<string, DriftIssue>()
  for (const { path, pointer, keyword, expected, received } of issues) {
    const pathOfAnyItem = path.map((name) => (typeof name === 'number' ? 0 : name))
    const key = JSON.stringify([pathOfAnyItem, keyword, expected, received])
    const { count = 0, ...first } = merged.get(key) ?? {
      message: issueMessage(path, expected, received),
      pointer,
      keyword,
      expected,
      received,
    }
    merged.set(key, { ...first, count: count + 1 })
  }
  return [...merged.values()]
}

const maxShown = 5

/** Logs a drift with `console.warn`. */
export function warn({ operation, status, index, issues }: Drift): void {
  const shown = issues
    .slice(0, maxShown)
    .map(({ message, count }) => (count > 1 ? `${message} (${count} times)` : message))
  const rest = issues.length > maxShown ? `; and ${issues.length - maxShown} more` : ''
  const subject = index === undefined ? 'The' : `Item ${index} of the`
  console.warn(
    `${subject} ${status} response of ${operation} does not match the contract: ${shown.join('; ')}${rest}`,
  )
}
