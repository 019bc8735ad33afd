// Read by character codes: lists hold a time in every item, and a pattern that takes them apart costs several times more.

function digits(text: string, from: number, count: number): number {
  let value = 0
  for (let index = from; index < from + count; index += 1) {
    const digit = text.charCodeAt(index) - 48
    if (!(digit >= 0 && digit <= 9)) return Number.NaN
    value = value * 10 + digit
  }
  return value
}

function startsWithDate(text: string): boolean {
  const year = digits(text, 0, 4)
  const month = digits(text, 5, 2)
  const day = digits(text, 8, 2)
  if (text[4] !== '-' || text[7] !== '-' || !(year >= 0 && month >= 1 && month <= 12 && day >= 1))
    return false
  if (month === 2)
    return day <= (year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28)
  return day <= (month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31)
}

/** Tells whether a text is a full date. @see https://www.rfc-editor.org/rfc/rfc3339#section-5.6 */
export function isDate(text: string): boolean {
  return text.length === 10 && startsWithDate(text)
}

// Minutes east of UTC of the offset that a text ends with; NaN where there is none.
function offsetAt(text: string, at: number): number {
  const sign = text[at]
  if (sign === 'Z' || sign === 'z') return text.length === at + 1 ? 0 : Number.NaN
  if (sign !== '+' && sign !== '-') return Number.NaN
  const hours = digits(text, at + 1, 2)
  const rest = text[at + 3] === ':' ? at + 4 : at + 3
  const minutes = text.length === at + 3 ? 0 : digits(text, rest, 2)
  if (!(hours <= 23 && minutes <= 59) || text.length > rest + 2) return Number.NaN
  return (hours * 60 + minutes) * (sign === '-' ? -1 : 1)
}

/** Tells whether a text is a date and a time with its offset. @see https://www.rfc-editor.org/rfc/rfc3339#section-5.6 */
export function isDateTime(text: string): boolean {
  if (!startsWithDate(text) || !(text[10] === 'T' || /^[t\s]$/.test(text[10] ?? ''))) return false
  const hours = digits(text, 11, 2)
  const minutes = digits(text, 14, 2)
  const seconds = digits(text, 17, 2)
  if (text[13] !== ':' || text[16] !== ':' || !(hours <= 23 && minutes <= 59 && seconds <= 60))
    return false
  let end = 19
  if (text[19] === '.') {
    do end += 1
    while (digits(text, end, 1) >= 0)
    if (end === 20) return false
  }
  const east = offsetAt(text, end)
  // A leap second is the last of a day in UTC.
  return seconds < 60 ? !Number.isNaN(east) : (hours * 60 + minutes - east + 1440) % 1440 === 1439
}
