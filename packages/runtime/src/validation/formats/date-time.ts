// Parsed by character codes: a regular expression with capture groups takes several times longer,
// and arrays may hold a date in each item.

function digits(value: string, from: number, count: number): number {
  let number = 0
  for (let index = from; index < from + count; index += 1) {
    const digit = value.charCodeAt(index) - 48
    if (!(digit >= 0 && digit <= 9)) return Number.NaN
    number = number * 10 + digit
  }
  return number
}

function startsWithDate(value: string): boolean {
  const year = digits(value, 0, 4)
  const month = digits(value, 5, 2)
  const day = digits(value, 8, 2)
  if (value[4] !== '-' || value[7] !== '-' || !(year >= 0 && month >= 1 && month <= 12 && day >= 1))
    return false
  // The calendar repeats after 400 years; Date takes the years 0 to 99 for 1900 to 1999.
  return day <= 28 || day <= new Date(Date.UTC(year + 400, month, 0)).getUTCDate()
}

/**
 * Returns whether a string is an RFC 3339 full-date.
 *
 * @see https://www.rfc-editor.org/rfc/rfc3339#section-5.6
 */
export function isDate(value: string): boolean {
  return value.length === 10 && startsWithDate(value)
}

// Minutes east of UTC of the offset at the end of a string; NaN without a valid offset.
function offsetAt(value: string, at: number): number {
  const sign = value[at]
  if (sign === 'Z' || sign === 'z') return value.length === at + 1 ? 0 : Number.NaN
  if (sign !== '+' && sign !== '-') return Number.NaN
  const hours = digits(value, at + 1, 2)
  const minutesAt = value[at + 3] === ':' ? at + 4 : at + 3
  const minutes = value.length === at + 3 ? 0 : digits(value, minutesAt, 2)
  if (!(hours <= 23 && minutes <= 59) || value.length > minutesAt + 2) return Number.NaN
  return (hours * 60 + minutes) * (sign === '-' ? -1 : 1)
}

// Returns whether a string from an index on is an RFC 3339 full-time.
function endsWithTime(value: string, at: number): boolean {
  const hours = digits(value, at, 2)
  const minutes = digits(value, at + 3, 2)
  const seconds = digits(value, at + 6, 2)
  const hasColons = value[at + 2] === ':' && value[at + 5] === ':'
  if (!hasColons || !(hours <= 23 && minutes <= 59 && seconds <= 60)) return false
  let end = at + 8
  if (value[end] === '.') {
    do end += 1
    while (digits(value, end, 1) >= 0)
    if (end === at + 9) return false
  }
  const east = offsetAt(value, end)
  // A leap second is valid only as the last second of a UTC day.
  return seconds < 60 ? !Number.isNaN(east) : (hours * 60 + minutes - east + 1440) % 1440 === 1439
}

/**
 * Returns whether a string is an RFC 3339 full-time.
 *
 * @see https://www.rfc-editor.org/rfc/rfc3339#section-5.6
 */
export function isTime(value: string): boolean {
  return endsWithTime(value, 0)
}

/**
 * Returns whether a string is an RFC 3339 date-time.
 *
 * @see https://www.rfc-editor.org/rfc/rfc3339#section-5.6
 */
export function isDateTime(value: string): boolean {
  const separator = value[10]
  const isSeparator = separator === 'T' || separator === 't' || separator === ' '
  return isSeparator && startsWithDate(value) && endsWithTime(value, 11)
}

/** Returns whether a value is a Date that is a point in time. */
export function isValidDate(value: unknown): value is Date {
  return value instanceof Date && !Number.isNaN(value.getTime())
}
