import type { Refuse } from '../errors/refusal.ts'
import type { Draft, Place } from './build-request.ts'

/** A single value as text. */
export function written(value: unknown, refuse: Refuse): string {
  if (typeof value === 'string')
    return value.isWellFormed() ? value : refuse('holds half of a surrogate pair')
  if (typeof value === 'boolean' || typeof value === 'bigint') return `${value}`
  if (typeof value !== 'number' && !(value instanceof Date)) {
    refuse(
      `cannot be written from a value of type ${Object.prototype.toString.call(value).slice(8, -1)}`,
    )
  }
  if (!Number.isFinite(+value)) refuse('is not a finite number or date')
  return typeof value === 'number' ? `${value}` : value.toISOString()
}

/** A value as JSON. */
export function json(value: unknown, refuse: Refuse): string {
  try {
    return JSON.stringify(value)
  } catch (cause) {
    return refuse(`cannot be written as JSON: ${(cause as Error).message}`)
  }
}

/** Tells whether a value has members of its own to be written one by one. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date)
  )
}

/** The members that have a value. */
export function members(value: object): [string, unknown][] {
  return Object.entries(value).filter(([, member]) => member !== undefined)
}

const encode = encodeURIComponent

function repeat({ query }: Draft, key: string, value: unknown, refuse: Refuse): void {
  for (const item of Array.isArray(value) ? value : [value])
    query.push(`${key}=${encode(written(item, refuse))}`)
}

/** The query, a list repeated: style `form`, exploded. */
export const inQuery: Place = (draft, name, value, refuse) =>
  repeat(draft, encode(name), value, refuse)

/** The members of an object as members of the query: style `form`, exploded. */
export const formQuery: Place = (draft, name, value, refuse) => {
  if (!isRecord(value)) return inQuery(draft, name, value, refuse)
  for (const [key, member] of members(value)) inQuery(draft, key, member, refuse)
}

/** An object as `name[member]=value`; a list in it is repeated: style `deepObject`. */
export const deepQuery: Place = (draft, name, value, refuse) => {
  if (!isRecord(value)) return inQuery(draft, name, value, refuse)
  for (const [key, member] of members(value))
    repeat(draft, `${encode(name)}[${encode(key)}]`, member, refuse)
}

function joined(
  separator: string,
  { query }: Draft,
  name: string,
  value: unknown,
  refuse: Refuse,
): void {
  const items = isRecord(value) ? members(value).flat() : [value].flat()
  if (items.length > 0)
    query.push(
      `${encode(name)}=${items.map((item) => encode(written(item, refuse))).join(separator)}`,
    )
}

/** One member of the query, commas between items: style `form`, not exploded. */
export const csvQuery: Place = (...given) => joined(',', ...given)

/** One member of the query, spaces between items: style `spaceDelimited`. */
export const spaceQuery: Place = (...given) => joined('%20', ...given)

/** One member of the query, bars between items: style `pipeDelimited`. */
export const pipeQuery: Place = (...given) => joined('|', ...given)

/** One member of the query, written as JSON. */
export const jsonQuery: Place = ({ query }, name, value, refuse) => {
  query.push(`${encode(name)}=${encode(json(value, refuse))}`)
}

/** A header. */
export const inHeader: Place = ({ headers }, name, value, refuse) => {
  const text = written(value, refuse)
  if (!/^[!#-'*+.^`|~\w-]+$/.test(name)) refuse('is not the name of a header')
  // A line break would start another header; beyond Latin-1 a header cannot be written at all.
  headers[name.toLowerCase()] = /[^\t\x20-\x7e\xa0-\xff]/.test(text)
    ? refuse('holds a character that a header cannot carry')
    : text
}

/** A header, commas between the items of a list. */
export const listHeader: Place = (draft, name, value, refuse) => {
  const items = [value].flat().map((item) => written(item, refuse))
  inHeader(draft, name, items.join(','), refuse)
}

/** A cookie, after those that are there. */
export const inCookie: Place = ({ headers }, name, value, refuse) => {
  const cookie = `${name}=${encode(written(value, refuse))}`
  headers['cookie'] = headers['cookie'] ? `${headers['cookie']}; ${cookie}` : cookie
}
