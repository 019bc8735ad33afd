import type {
  BodySerializer,
  ParameterSerializer,
  PathParameter,
  RejectInput,
} from '../operation/serializer.ts'
import { type Change, transformBy } from '../validation/json-schema/transform.ts'
import { type Conversion, hasFormat, schemasOf } from './conversion.ts'
import { JsonInteger } from './exact-json.ts'

/**
 * Returns a value as a JSON text: a `Date` as a date of its format, a `bigint` as an integer.
 *
 * @param conversion - A conversion of the generated `conversions.gen.ts`.
 * @throws RangeError for an invalid Date.
 *
 * @example
 * ```ts
 * import { type Conversion, toJson } from '@returning-kit/runtime/conversion'
 *
 * const conversion: Conversion<{ readonly birthday: Date; readonly id: bigint }> = {
 *   jsonSchema: { properties: { birthday: { format: 'date' }, id: { format: 'int64' } } },
 *   definitions: () => ({}),
 * }
 * const user = { birthday: new Date('2001-01-31'), id: 9007199254740993n }
 * console.log(toJson(conversion, user)) // {"birthday":"2001-01-31","id":9007199254740993}
 * ```
 */
export function toJson<T>(conversion: Conversion<T>, value: T): string {
  const reject = (problem: string) => {
    throw new RangeError(`The value ${problem}.`)
  }
  return JSON.stringify(toWire(conversion, value, reject, 'all'))
}

// In a form, bigints outside of JSON are written as their digits.
type JsonParts = 'all' | 'nested' | 'none'

function toWire(
  conversion: Conversion,
  value: unknown,
  reject: RejectInput,
  json: JsonParts,
): unknown {
  const change: Change = (part, schemas) => {
    if (!(part instanceof Date)) return part
    if (Number.isNaN(part.getTime())) reject('has an invalid Date')
    return hasFormat(schemas, 'date') ? part.toISOString().slice(0, 10) : part
  }
  const converted = transformBy(schemasOf(conversion), value, change, true)
  return json === 'none' ? converted : withIntegers(converted, json === 'all')
}

function withIntegers(value: unknown, isJson: boolean, depth = 0): unknown {
  if (typeof value === 'bigint') return isJson ? new JsonInteger(value) : value
  if (Array.isArray(value)) return value.map((item) => withIntegers(item, isJson, depth))
  if (typeof value !== 'object' || value === null) return value
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== null && prototype !== Object.prototype) return value
  const entries = Object.entries(value).map(([name, property]) => [
    name,
    withIntegers(property, isJson || depth > 0, depth + 1),
  ])
  return Object.fromEntries(entries)
}

function jsonPartsOf(contentType: string): JsonParts {
  if (/[/+]json\b/.test(contentType)) return 'all'
  return contentType.startsWith('multipart/') ? 'nested' : 'none'
}

/** Returns a serializer of a body that converts it before. */
export function convertedBody(serialize: BodySerializer, conversion: Conversion): BodySerializer {
  return (value, contentType, reject) => {
    const converted = toWire(conversion, value, reject, jsonPartsOf(contentType))
    return serialize(converted, contentType, reject)
  }
}

/** Returns a serializer of a parameter that converts it before. */
export function convertedParameter(
  serialize: ParameterSerializer,
  conversion: Conversion,
): ParameterSerializer {
  return (request, name, value, reject) =>
    serialize(request, name, toWire(conversion, value, reject, 'none'), reject)
}

/** Returns a serializer of a parameter whose value is JSON that converts it before. */
export function convertedJsonParameter(
  serialize: ParameterSerializer,
  conversion: Conversion,
): ParameterSerializer {
  return (request, name, value, reject) =>
    serialize(request, name, toWire(conversion, value, reject, 'all'), reject)
}

/** Returns a parameter of the path that is converted before. */
export function convertedPath({ toSegment }: PathParameter, conversion: Conversion): PathParameter {
  return {
    toSegment: (name, value, reject) =>
      toSegment(name, toWire(conversion, value, reject, 'none'), reject),
  }
}
