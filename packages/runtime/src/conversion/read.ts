import type { HeadersReader, ItemConversion, ResponseReader } from '../operation/reader.ts'
import { readJson } from '../response/readers.ts'
import { isDate, isDateTime } from '../validation/formats/date-time.ts'
import type { JsonSchemaObject } from '../validation/json-schema/draft-07.ts'
import { transformBy } from '../validation/json-schema/transform.ts'
import { type Conversion, hasFormat, schemasOf } from './conversion.ts'
import { mayBeUnsafe, parseExact } from './exact-json.ts'

/** Conversions of response bodies by status, by range such as `4XX`, or `default`. */
export type ResponseConversions = Readonly<Record<string, Conversion>>

/**
 * Returns the value of a JSON text: a `Date` for each date, a `bigint` for each integer of 64 bits.
 * A date that is not of its format stays a string, and a validator reports it.
 *
 * @param conversion - A conversion of the generated `conversions.gen.ts`.
 * @param json - The JSON text, such as a message of a queue or an entry of a cache.
 * @throws SyntaxError for a text that is not JSON.
 *
 * @example
 * ```ts
 * import { type Conversion, fromJson } from '@returning-kit/runtime/conversion'
 *
 * interface User {
 *   readonly id: bigint
 *   readonly lastLogin: Date
 * }
 * const conversion: Conversion<User> = {
 *   jsonSchema: { properties: { id: { format: 'int64' }, lastLogin: { format: 'date-time' } } },
 *   definitions: () => ({}),
 * }
 * const text = '{ "id": 9007199254740993, "lastLogin": "2026-01-31T12:00:00Z" }'
 * const { id, lastLogin } = fromJson(conversion, text)
 * console.log(id + 1n, lastLogin.getUTCFullYear()) // 9007199254740994n 2026
 * ```
 */
export function fromJson<T>(conversion: Conversion<T>, json: string): T {
  return fromParsed(conversion, json, () => JSON.parse(json)) as T
}

function fromParsed(conversion: Conversion, json: string, parsed: () => unknown): unknown {
  const isUnsafe = mayBeUnsafe(json)
  return convert(conversion, isUnsafe ? parseExact(json) : parsed(), isUnsafe)
}

// Where the parser made bigints, the numbers among them can be anywhere in the value.
function convert(conversion: Conversion, value: unknown, hasBigints: boolean): unknown {
  return transformBy(schemasOf(conversion), value, fromWire, !hasBigints)
}

function fromWire(value: unknown, schemas: readonly JsonSchemaObject[]): unknown {
  if (typeof value === 'string') return dateOf(value, schemas) ?? value
  if (typeof value !== 'number' && typeof value !== 'bigint') return value
  if (!hasFormat(schemas, 'int64', 'uint64')) return Number(value)
  return typeof value === 'bigint' || Number.isInteger(value) ? BigInt(value) : value
}

function dateOf(value: string, schemas: readonly JsonSchemaObject[]): Date | undefined {
  const isValid =
    (hasFormat(schemas, 'date') && isDate(value)) ||
    (hasFormat(schemas, 'date-time') && isDateTime(value))
  const date = isValid ? new Date(value) : undefined
  // An offset without minutes and a leap second are valid, but no Date.
  return date && !Number.isNaN(date.getTime()) ? date : undefined
}

function conversionFor(conversions: ResponseConversions, status: number): Conversion | undefined {
  return conversions[status] ?? conversions[`${`${status}`[0]}XX`] ?? conversions['default']
}

/**
 * Returns a reader of responses that converts JSON.
 *
 * @param read - Reads the body before. What it decodes to a string or a Blob stays as it is.
 */
export function convertedReader(
  read: ResponseReader,
  conversions: ResponseConversions,
): ResponseReader {
  return async (response, status, accept) => {
    const result = await read(response, status, accept)
    const { text, decoded } = result
    const conversion = conversionFor(conversions, status)
    const isJson = decoded && text !== '' && decoded.body !== text
    if (!conversion || !isJson) return result
    return { text, decoded: { body: fromParsed(conversion, text, () => decoded.body) } }
  }
}

/** Returns a reader of responses that are JSON. */
export function convertedJson(conversions: ResponseConversions): ResponseReader {
  return convertedReader(readJson, conversions)
}

/** Returns a reader of response headers that converts their values. It gets an integer as a string. */
export function convertedHeaders(read: HeadersReader, conversion: Conversion): HeadersReader {
  return (headers) => {
    const convertHeader = (value: unknown, schemas: readonly JsonSchemaObject[]) => {
      const isInteger = typeof value === 'string' && hasFormat(schemas, 'int64', 'uint64')
      return isInteger && /^-?\d+$/.test(value) ? BigInt(value) : fromWire(value, schemas)
    }
    const converted = transformBy(schemasOf(conversion), read(headers), convertHeader, true)
    return converted as ReturnType<HeadersReader>
  }
}

/** Returns the conversion of the items of a stream. */
export function convertedItems(conversion: Conversion): ItemConversion {
  return {
    parse: (json) => (mayBeUnsafe(json) ? parseExact(json) : JSON.parse(json)),
    convert: (item) => convert(conversion, item, true),
  }
}
