import { pointerInto } from './pointer.ts'

/** A part of a value that a trimmed copy lacks: the members, items or characters from an index on. */
export interface Rest {
  /** JSON pointer to the value that continues. */
  readonly pointer: string
  /** Index of the first member, item or character (UTF-16 code unit) that is missing. */
  readonly from: number
  /** How many there are. */
  readonly of: number
}

/** A copy of a value that fits into a budget, and what it lacks. */
export interface Trimmed {
  readonly value: unknown
  readonly rest: readonly Rest[]
}

/** The part of a value to trim. */
export interface Part {
  /** JSON pointer to the value, for the pointers of what is missing. @default '' */
  readonly pointer?: string
  /** Index of the first member, item or character to take. @default 0 */
  readonly from?: number
}

// What is left of a budget is not spent on a part that is too small to be read.
const smallestPart = 200

/** Returns the size of a value as JSON, in bytes of UTF-8. */
export function sizeOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value) ?? '')
}

/**
 * Returns the beginning of a value that takes at most so many bytes as JSON, but at least one
 * member, item or character of it. Small members of objects come first, so that the totals beside a
 * long list are not lost.
 */
export function trimToSize(value: unknown, size: number, part: Part = {}): Trimmed {
  const { pointer = '', from = 0 } = part
  if (from === 0 && sizeOf(value) <= size) return { value, rest: [] }
  if (typeof value === 'string') return trimString(value, size, { pointer, from })
  if (typeof value !== 'object' || value === null) return { value, rest: [] }
  const entries = entriesOf(value)
  const taken: [string, unknown][] = []
  const rest: Rest[] = []
  const isArray = Array.isArray(value)
  let remaining = size - 2
  for (const [name, member] of entries.slice(from)) {
    const nameSize = isArray ? 1 : sizeOf(name) + 2
    const isFirst = taken.length === 0
    if (nameSize + sizeOf(member) <= remaining) {
      taken.push([name, member])
      remaining -= nameSize + sizeOf(member)
      continue
    }
    if (!isFirst && remaining < smallestPart) break
    const inner = trimToSize(member, remaining - nameSize, { pointer: pointerInto(pointer, name) })
    if (!isFirst && nameSize + sizeOf(inner.value) > remaining) break
    taken.push([name, inner.value])
    rest.push(...inner.rest)
    break
  }
  const end = from + taken.length
  if (end < entries.length) rest.push({ pointer, from: end, of: entries.length })
  const copy = isArray ? taken.map(([, member]) => member) : Object.fromEntries(taken)
  return { value: copy, rest }
}

// JSON may need six bytes for one character, so the end is searched.
function trimString(value: string, size: number, { pointer, from }: Required<Part>): Trimmed {
  const text = value.slice(from)
  let low = 1
  let high = text.length
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (sizeOf(text.slice(0, middle)) <= size) low = middle
    else high = middle - 1
  }
  const isSurrogate = /[\uD800-\uDBFF]/.test(text[low - 1] ?? '') && low < text.length
  const length = isSurrogate ? (low > 1 ? low - 1 : 2) : low
  const end = from + length
  const rest = end < value.length ? [{ pointer, from: end, of: value.length }] : []
  return { value: text.slice(0, length), rest }
}

// Stable, so that an index into the order stays valid.
function entriesOf(value: object): [string, unknown][] {
  if (Array.isArray(value)) return value.map((item, index) => [String(index), item])
  const entries = Object.entries(value)
  const isSmall = ([, member]: [string, unknown]) => sizeOf(member) <= smallestPart
  return [...entries.filter(isSmall), ...entries.filter((entry) => !isSmall(entry))]
}
