import type { RawIssue } from './issue.ts'

/** Maximum number of issues of one value, as a hostile value could have any number. */
const maxIssues = 1000

/**
 * Collects the issues of a value. Compiled validators get `null` instead where only their verdict
 * counts.
 */
export interface Issues {
  readonly list: RawIssue[]
  /** JSON pointer to the part that is being validated. */
  readonly pointer: string
  /** Whether an alternative of a union is tried. Unions in it are reported as one issue. */
  readonly isTrial: boolean
}

/** Returns an empty collection of issues. */
export function createIssues(isTrial = false): Issues {
  return { list: [], pointer: '', isTrial }
}

/**
 * Returns a property name escaped for a JSON pointer.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6901#section-3
 */
export function pointerPart(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1')
}

function pointerAt(issues: Issues, pointer: string, key?: string | number): string {
  const base = issues.pointer + pointer
  if (typeof key === 'string') return `${base}/${pointerPart(key)}`
  return key === undefined ? base : `${base}/${key}`
}

/**
 * Adds an issue about the part at `pointer`, or about its property or item `key`. Returns whether
 * validation goes on: not without a collection, nor with a full one.
 */
export function addIssue(
  issues: Issues | null,
  pointer: string,
  expected: string,
  keyword: string = 'type',
  key?: string | number,
): boolean {
  if (issues === null) return false
  const instancePath = pointerAt(issues, pointer, key)
  const { list } = issues
  // Combined schemas often repeat each other's type.
  const last = list.at(-1)
  const isRepeated = last?.instancePath === instancePath && last.expected === expected
  if (!isRepeated) list.push({ instancePath, keyword, expected })
  return list.length < maxIssues
}

/** Returns the collection for the part at `pointer`, or for its property or item `key`. */
export function issuesAt(
  issues: Issues | null,
  pointer: string,
  key?: string | number,
): Issues | null {
  if (issues === null) return null
  const { list, isTrial } = issues
  return { list, pointer: pointerAt(issues, pointer, key), isTrial }
}

/**
 * Adds an issue about each property of an object: those that a schema does not list. Returns
 * whether validation goes on.
 */
export function rejectUnknown(issues: Issues | null, pointer: string, rest: object): boolean {
  return Object.keys(rest).every((name) =>
    addIssue(issues, pointer, 'absent', 'additionalProperties', name),
  )
}
