import type { ParameterSerializer, PreparedRequest, RejectInput } from '../operation/serializer.ts'
import { definedEntries, definedItems, isRecord, serializePrimitive, toJson } from './primitive.ts'

// One function for each query style of OpenAPI. An operation names the one it needs.
// https://spec.openapis.org/oas/v3.1.1.html#style-values

const encode = encodeURIComponent

function repeat(request: PreparedRequest, key: string, value: unknown, reject: RejectInput): void {
  for (const item of Array.isArray(value) ? value : [value]) {
    if (item != null) request.query.push(`${key}=${encode(serializePrimitive(item, reject))}`)
  }
}

/** Serializes a query parameter, repeated for each item of an array: style `form`, exploded. */
export const query: ParameterSerializer = (request, name, value, reject) =>
  repeat(request, encode(name), value, reject)

/**
 * Serializes a value with brackets for each property, at any depth. `ends` are the ends of the
 * names of a flat array: of the value itself, and of an array inside. Items with properties of
 * their own have numbers.
 */
export function bracketed(
  request: PreparedRequest,
  key: string,
  value: unknown,
  reject: RejectInput,
  [end, innerEnd]: readonly [string, string],
): void {
  const inner = (name: string, item: unknown) =>
    bracketed(request, key + name, item, reject, [innerEnd, innerEnd])
  if (isRecord(value)) {
    for (const [name, property] of definedEntries(value)) inner(`[${encode(name)}]`, property)
  } else if (Array.isArray(value)) {
    const isFlat = !value.some((item) => isRecord(item) || Array.isArray(item))
    for (const [index, item] of value.entries()) inner(isFlat ? end : `[${index}]`, item)
  } else repeat(request, key, value, reject)
}

/**
 * Serializes each property of an object as a query parameter, and an array repeated: style `form`,
 * exploded. That style has no notation for what is inside of them, so it is in brackets.
 */
export const queryObject: ParameterSerializer = (request, name, value, reject) => {
  const entries = isRecord(value) ? definedEntries(value) : [[name, value] as const]
  for (const [key, property] of entries) {
    bracketed(request, encode(key), property, reject, ['', '[]'])
  }
}

/**
 * Serializes an object as `name[property]=value`, objects in it as `name[property][inner]=value`,
 * and an array as `name[]=value`: style `deepObject`. Arrays in an object are repeated.
 */
export const queryDeepObject: ParameterSerializer = (request, name, value, reject) =>
  bracketed(request, encode(name), value, reject, ['[]', ''])

/**
 * Returns a serializer that keeps reserved characters of values, except those that separate
 * parameters.
 */
export function allowReserved(serialize: ParameterSerializer): ParameterSerializer {
  return (request, name, value, reject) => {
    const own = { ...request, query: [] as string[] }
    serialize(own, name, value, reject)
    for (const pair of own.query) {
      const [key = '', ...values] = pair.split('=')
      const kept = values.join('=').replace(/%(2F|3A|3B|3D|3F|40|24|2C|5B|5D)/g, decodeURIComponent)
      request.query.push(`${key}=${kept}`)
    }
  }
}

function delimited(delimiter: string): ParameterSerializer {
  return (request, name, value, reject) => {
    const items = isRecord(value) ? definedEntries(value).flat() : definedItems(value)
    if (items.length === 0) return
    const encoded = items.map((item) => encode(serializePrimitive(item, reject)))
    request.query.push(`${encode(name)}=${encoded.join(delimiter)}`)
  }
}

/**
 * Returns a serializer that writes an array or object inside of an array or object as JSON, as its
 * style has no notation for them.
 */
export function nestedAsJson(serialize: ParameterSerializer): ParameterSerializer {
  return (request, name, value, reject) => {
    const toItem = (item: unknown) =>
      isRecord(item) || Array.isArray(item) ? toJson(item, reject) : item
    const flat = isRecord(value)
      ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, toItem(item)]))
      : [value].flat().map(toItem)
    serialize(request, name, flat, reject)
  }
}

/** Serializes a query parameter with commas between items: style `form`, not exploded. */
export const queryCommaDelimited: ParameterSerializer = /* @__PURE__ */ delimited(',')

/** Serializes a query parameter with spaces between items: style `spaceDelimited`. */
export const querySpaceDelimited: ParameterSerializer = /* @__PURE__ */ delimited('%20')

/** Serializes a query parameter with vertical bars between items: style `pipeDelimited`. */
export const queryPipeDelimited: ParameterSerializer = /* @__PURE__ */ delimited('|')

/** Serializes a query parameter as JSON: a parameter with `content`. */
export const queryJson: ParameterSerializer = (request, name, value, reject) => {
  request.query.push(`${encode(name)}=${encode(toJson(value, reject))}`)
}

/** Serializes JSON as the whole query: a parameter in `querystring` with a media type of JSON. */
export const querystringJson: ParameterSerializer = (request, _name, value, reject) => {
  request.query.push(encode(toJson(value, reject)))
}

/**
 * Serializes a single value as the whole query: a parameter in `querystring` of another media type.
 */
export const querystringText: ParameterSerializer = (request, _name, value, reject) => {
  if (value != null) request.query.push(encode(serializePrimitive(value, reject)))
}
