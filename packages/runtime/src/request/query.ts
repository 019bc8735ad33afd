import type { ParameterSerializer, PreparedRequest, RejectInput } from '../operation/serializer.ts'
import { definedEntries, isRecord, serializePrimitive, toJson } from './primitive.ts'

// One function for each query style of OpenAPI. An operation names the one it needs.
// https://spec.openapis.org/oas/v3.1.1.html#style-values

const encode = encodeURIComponent

function repeat(request: PreparedRequest, key: string, value: unknown, reject: RejectInput): void {
  for (const item of Array.isArray(value) ? value : [value]) {
    request.query.push(`${key}=${encode(serializePrimitive(item, reject))}`)
  }
}

/** Serializes a query parameter, repeated for each item of an array: style `form`, exploded. */
export const query: ParameterSerializer = (request, name, value, reject) =>
  repeat(request, encode(name), value, reject)

/** Serializes each property of an object as a query parameter: style `form`, exploded. */
export const queryObject: ParameterSerializer = (request, name, value, reject) => {
  if (!isRecord(value)) return query(request, name, value, reject)
  for (const [key, property] of definedEntries(value)) query(request, key, property, reject)
}

function bracketed(
  request: PreparedRequest,
  key: string,
  value: unknown,
  reject: RejectInput,
): void {
  if (!isRecord(value)) repeat(request, key, value, reject)
  else {
    for (const [name, property] of definedEntries(value)) {
      bracketed(request, `${key}[${encode(name)}]`, property, reject)
    }
  }
}

/**
 * Serializes an object as `name[property]=value`, objects in it as `name[property][inner]=value`, and an array as
 * `name[]=value`: style `deepObject`. Arrays in an object are repeated.
 */
export const queryDeepObject: ParameterSerializer = (request, name, value, reject) => {
  const key = encode(name)
  bracketed(request, Array.isArray(value) ? `${key}[]` : key, value, reject)
}

/** Returns a serializer that keeps reserved characters of values, except those that separate parameters. */
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
    const items = isRecord(value) ? definedEntries(value).flat() : [value].flat()
    if (items.length === 0) return
    const encoded = items.map((item) => encode(serializePrimitive(item, reject)))
    request.query.push(`${encode(name)}=${encoded.join(delimiter)}`)
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

/** Serializes a single value as the whole query: a parameter in `querystring` of another media type. */
export const querystringText: ParameterSerializer = (request, _name, value, reject) => {
  request.query.push(encode(serializePrimitive(value, reject)))
}
