import type { RejectInput } from '../errors/refusal.ts'
import type { ParameterSerializer, PreparedRequest } from './build-request.ts'

/** A single value as text. */
export function serializePrimitive(value: unknown, reject: RejectInput): string {
  if (typeof value === 'string')
    return value.isWellFormed() ? value : reject('holds half of a surrogate pair')
  if (typeof value === 'boolean' || typeof value === 'bigint') return `${value}`
  if (typeof value !== 'number' && !(value instanceof Date)) {
    reject(
      `cannot be written from a value of type ${Object.prototype.toString.call(value).slice(8, -1)}`,
    )
  }
  if (!Number.isFinite(+value)) reject('is not a finite number or date')
  return typeof value === 'number' ? `${value}` : value.toISOString()
}

/** A value as JSON. */
export function toJson(value: unknown, reject: RejectInput): string {
  try {
    return JSON.stringify(value)
  } catch (cause) {
    return reject(`cannot be written as JSON: ${(cause as Error).message}`)
  }
}

/** Tells whether a value has members of its own to be written one by one. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date)
  )
}

/** The members that have a value. */
export function definedEntries(value: object): [string, unknown][] {
  return Object.entries(value).filter(([, member]) => member !== undefined)
}

const encode = encodeURIComponent

function repeat(
  { query }: PreparedRequest,
  key: string,
  value: unknown,
  reject: RejectInput,
): void {
  for (const item of Array.isArray(value) ? value : [value])
    query.push(`${key}=${encode(serializePrimitive(item, reject))}`)
}

/** The query, a list repeated: style `form`, exploded. */
export const query: ParameterSerializer = (request, name, value, reject) =>
  repeat(request, encode(name), value, reject)

/** The members of an object as members of the query: style `form`, exploded. */
export const queryObject: ParameterSerializer = (request, name, value, reject) => {
  if (!isRecord(value)) return query(request, name, value, reject)
  for (const [key, member] of definedEntries(value)) query(request, key, member, reject)
}

/** An object as `name[member]=value`; a list in it is repeated: style `deepObject`. */
export const queryDeepObject: ParameterSerializer = (request, name, value, reject) => {
  if (!isRecord(value)) return query(request, name, value, reject)
  for (const [key, member] of definedEntries(value))
    repeat(request, `${encode(name)}[${encode(key)}]`, member, reject)
}

function joined(
  separator: string,
  { query }: PreparedRequest,
  name: string,
  value: unknown,
  reject: RejectInput,
): void {
  const items = isRecord(value) ? definedEntries(value).flat() : [value].flat()
  if (items.length > 0)
    query.push(
      `${encode(name)}=${items.map((item) => encode(serializePrimitive(item, reject))).join(separator)}`,
    )
}

/** One member of the query, commas between items: style `form`, not exploded. */
export const queryCommaDelimited: ParameterSerializer = (...given) => joined(',', ...given)

/** One member of the query, spaces between items: style `spaceDelimited`. */
export const querySpaceDelimited: ParameterSerializer = (...given) => joined('%20', ...given)

/** One member of the query, bars between items: style `pipeDelimited`. */
export const queryPipeDelimited: ParameterSerializer = (...given) => joined('|', ...given)

/** One member of the query, written as JSON. */
export const queryJson: ParameterSerializer = ({ query }, name, value, reject) => {
  query.push(`${encode(name)}=${encode(toJson(value, reject))}`)
}

/** A header. */
export const header: ParameterSerializer = ({ headers }, name, value, reject) => {
  const text = serializePrimitive(value, reject)
  if (!/^[!#-'*+.^`|~\w-]+$/.test(name)) reject('is not the name of a header')
  // A line break would start another header; beyond Latin-1 a header cannot be written at all.
  headers[name.toLowerCase()] = /[^\t\x20-\x7e\xa0-\xff]/.test(text)
    ? reject('holds a character that a header cannot carry')
    : text
}

/** A header, commas between the items of a list. */
export const headerList: ParameterSerializer = (request, name, value, reject) => {
  const items = [value].flat().map((item) => serializePrimitive(item, reject))
  header(request, name, items.join(','), reject)
}

/** A cookie, after those that are there. */
export const cookie: ParameterSerializer = ({ headers }, name, value, reject) => {
  const cookie = `${name}=${encode(serializePrimitive(value, reject))}`
  headers['cookie'] = headers['cookie'] ? `${headers['cookie']}; ${cookie}` : cookie
}
