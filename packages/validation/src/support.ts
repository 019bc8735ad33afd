// What compiled validators call: findings, the formats of the contract, files, text length and deep equality.

import type { Finding } from './issue.ts'

/** Adds a finding to those of a value. */
export function fail(found: Finding[] | null, instancePath: string, keyword: string, expected: string): Finding[] {
  const finding = { instancePath, keyword, expected }
  if (found === null) return [finding]
  found.push(finding)
  return found
}

/** A member's name as a part of a JSON pointer. @see https://www.rfc-editor.org/rfc/rfc6901#section-3 */
export function pointerPart(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1')
}

/** Tells whether a value is what a caller passes for a file. */
export function isFile(value: unknown): boolean {
  return value instanceof Blob
}

const day = /^(\d{4})-(\d{2})-(\d{2})$/
const time = /^([01]\d|2[0-3]):([0-5]\d):([0-5]\d|60)(?:\.\d+)?(?:z|([+-](?:[01]\d|2[0-3]))(?::?([0-5]\d))?)$/i

/** Tells whether a text is a full date. @see https://www.rfc-editor.org/rfc/rfc3339#section-5.6 */
export function isDate(text: string): boolean {
  const match = day.exec(text)
  if (!match) return false
  const [year, month, date] = match.slice(1).map(Number) as [number, number, number]
  return month >= 1 && month <= 12 && date >= 1 && date <= new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate()
}

/** Tells whether a text is a date and a time with its offset. @see https://www.rfc-editor.org/rfc/rfc3339#section-5.6 */
export function isDateTime(text: string): boolean {
  const [date = '', clock = '', ...rest] = text.split(/t|\s/i)
  const match = rest.length === 0 && isDate(date) ? time.exec(clock) : null
  if (match?.[3] !== '60') return match !== null
  // A leap second is the last of a day in UTC.
  const [, hours = '', minutes = '', , offset = '0', offsetMinutes = '0'] = match
  const east = Number(offset) * 60 + (offset.startsWith('-') ? -1 : 1) * Number(offsetMinutes)
  return (Number(hours) * 60 + Number(minutes) - east + 1440) % 1440 === 1439
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
export function length(text: string): number {
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
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false
  if (Array.isArray(left) !== Array.isArray(right)) return false
  const names = Object.keys(left)
  if (names.length !== Object.keys(right).length) return false
  return names.every(
    (name) =>
      Object.hasOwn(right, name) && equal((left as Record<string, unknown>)[name], (right as Record<string, unknown>)[name]),
  )
}
