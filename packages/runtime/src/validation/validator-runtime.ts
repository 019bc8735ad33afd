// What compiled validators call: findings, the formats of the contract, files, text length and deep equality.

import type { RawIssue } from './issue.ts'

export { isDate, isDateTime } from './date-time.ts'

/** Adds a finding to those of a value. */
export function addIssue(
  found: RawIssue[] | null,
  instancePath: string,
  keyword: string,
  expected: string,
): RawIssue[] {
  const finding = { instancePath, keyword, expected }
  if (found === null) return [finding]
  found.push(finding)
  return found
}

/** Adds what another validator found in the part of a value that stands at `at`. */
export function addIssuesAt(
  found: RawIssue[] | null,
  others: readonly RawIssue[],
  at: string,
): RawIssue[] {
  const moved = others.map((one) => ({ ...one, instancePath: at + one.instancePath }))
  return found === null ? moved : found.concat(moved)
}

/** A member's name as a part of a JSON pointer. @see https://www.rfc-editor.org/rfc/rfc6901#section-3 */
export function pointerPart(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1')
}

/** Tells whether a value is what a caller passes for a file. */
export function isFile(value: unknown): boolean {
  return value instanceof Blob
}

/** Tells whether a text is an e-mail address. @see https://www.rfc-editor.org/rfc/rfc5321#section-4.1.2 */
export function isEmail(text: string): boolean {
  return (
    text.length <= 254 &&
    /^[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*@(?:[a-z\d](?:[a-z\d-]*[a-z\d])?\.)+[a-z\d](?:[a-z\d-]*[a-z\d])?$/i.test(
      text,
    )
  )
}

/** Tells whether a text is an absolute URI. @see https://www.rfc-editor.org/rfc/rfc3986#section-3 */
export function isUri(text: string): boolean {
  return /^[a-z][a-z\d+.-]*:[^\s<>"{}|\\^`]*$/i.test(text) && URL.canParse(text)
}

/** Tells whether a text is a UUID. @see https://www.rfc-editor.org/rfc/rfc9562#section-4 */
export function isUuid(text: string): boolean {
  return /^(?:urn:uuid:)?[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i.test(text)
}

/** Length of a text in code points, as JSON Schema counts it. */
export function codePointLength(text: string): number {
  let count = text.length
  for (let index = 0; index < text.length - 1; index += 1) {
    const high = text.charCodeAt(index)
    if (high < 0xd800 || high > 0xdbff) continue
    const low = text.charCodeAt(index + 1)
    if (low < 0xdc00 || low > 0xdfff) continue
    count -= 1
    index += 1
  }
  return count
}

/** Tells whether two JSON values are equal. */
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
