// What compiled validators call: issues, formats, files, string length and deep equality.

import type { RawIssue } from './issue.ts'

export { isDate, isDateTime } from './date-time.ts'

/** Returns the issues of a value with one more. */
export function addIssue(
  issues: RawIssue[] | null,
  instancePath: string,
  keyword: string,
  expected: string,
): RawIssue[] {
  const issue = { instancePath, keyword, expected }
  if (issues === null) return [issue]
  issues.push(issue)
  return issues
}

/** Returns the issues of a value with those that another validator reported about its part at the pointer `at`. */
export function addIssuesAt(
  issues: RawIssue[] | null,
  others: readonly RawIssue[],
  at: string,
): RawIssue[] {
  const relocated = others.map((issue) => ({ ...issue, instancePath: at + issue.instancePath }))
  return issues === null ? relocated : issues.concat(relocated)
}

/** Returns a property name escaped for a JSON pointer. @see https://www.rfc-editor.org/rfc/rfc6901#section-3 */
export function pointerPart(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1')
}

/** Returns whether a value can be sent as a file. */
export function isFile(value: unknown): boolean {
  return value instanceof Blob
}

/** Returns whether a string is an email address. @see https://www.rfc-editor.org/rfc/rfc5321#section-4.1.2 */
export function isEmail(value: string): boolean {
  return (
    value.length <= 254 &&
    /^[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*@(?:[a-z\d](?:[a-z\d-]*[a-z\d])?\.)+[a-z\d](?:[a-z\d-]*[a-z\d])?$/i.test(
      value,
    )
  )
}

/** Returns whether a string is an absolute URI. @see https://www.rfc-editor.org/rfc/rfc3986#section-3 */
export function isUri(value: string): boolean {
  return /^[a-z][a-z\d+.-]*:[^\s<>"{}|\\^`]*$/i.test(value) && URL.canParse(value)
}

/** Returns whether a string is a UUID. @see https://www.rfc-editor.org/rfc/rfc9562#section-4 */
export function isUuid(value: string): boolean {
  return /^(?:urn:uuid:)?[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i.test(value)
}

/** Returns the length of a string in code points, as JSON Schema counts it. */
export function codePointLength(value: string): number {
  let count = value.length
  for (let index = 0; index < value.length - 1; index += 1) {
    const high = value.charCodeAt(index)
    if (high < 0xd800 || high > 0xdbff) continue
    const low = value.charCodeAt(index + 1)
    if (low < 0xdc00 || low > 0xdfff) continue
    count -= 1
    index += 1
  }
  return count
}

/** Returns whether two JSON values are equal. */
export function equal(left: unknown, right: unknown): boolean {
  if (left === right) return true
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null)
    return false
  if (Array.isArray(left) !== Array.isArray(right)) return false
  const names = Object.keys(left)
  if (names.length !== Object.keys(right).length) return false
  return names.every(
    (name) =>
      Object.hasOwn(right, name) &&
      equal((left as Record<string, unknown>)[name], (right as Record<string, unknown>)[name]),
  )
}
