import type { ParameterSerializer, PathParameter, RejectInput } from '../operation/serializer.ts'
import { addHeader, cookie, header } from './header.ts'
import { definedEntries, definedItems, isRecord, serializePrimitive, toJson } from './primitive.ts'

// The styles of OpenAPI for arrays and objects outside of a query.
// https://spec.openapis.org/oas/v3.1.1.html#style-values

type Serialize = (item: unknown) => string

// No style has a notation for what is inside of an item, so it is JSON.
const itemText = (item: unknown, reject: RejectInput) =>
  isRecord(item) || Array.isArray(item) ? toJson(item, reject) : serializePrimitive(item, reject)

// The items of an array, and of an object its names and values: `['a=1']` where it is exploded,
// else `['a', '1']`.
function itemsOf(value: unknown, explode: boolean, serialize: Serialize): string[] {
  if (!isRecord(value)) return definedItems(value).map(serialize)
  return definedEntries(value).flatMap(([name, property]) => {
    const pair = [name, property].map(serialize)
    return explode ? [pair.join('=')] : pair
  })
}

/** Returns a serializer of a header that may be an array or an object: style `simple`. */
export function headerStyle(explode: boolean): ParameterSerializer {
  return (request, name, value, reject) => {
    const items = itemsOf(value, explode, (item) => itemText(item, reject))
    if (items.length > 0) addHeader(request, name, items.join(','), reject)
  }
}

/** Serializes a header as JSON: a parameter with `content`. */
export const headerJson: ParameterSerializer = (request, name, value, reject) => {
  // A header holds no characters beyond Latin-1, but JSON can escape them.
  const json = toJson(value, reject).replace(
    /[^\x20-\x7e]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
  header(request, name, json, reject)
}

/** Returns a serializer of a cookie that may be an array or an object: style `form`. */
export function cookieStyle(explode: boolean): ParameterSerializer {
  return (request, name, value, reject) => {
    if (!explode) {
      const items = itemsOf(value, false, (item) => encodeURIComponent(itemText(item, reject)))
      if (items.length === 0) return
      const pair = `${name}=${items.join(',')}`
      const { cookie: before } = request.headers
      request.headers['cookie'] = before ? `${before}; ${pair}` : pair
    } else if (isRecord(value)) {
      for (const [key, property] of definedEntries(value)) {
        cookie(request, key, itemText(property, reject), reject)
      }
    } else {
      for (const item of definedItems(value)) {
        cookie(request, name, itemText(item, reject), reject)
      }
    }
  }
}

/** Serializes a cookie as JSON: a parameter with `content`. */
export const cookieJson: ParameterSerializer = (request, name, value, reject) =>
  cookie(request, name, toJson(value, reject), reject)

/** Returns a path parameter in a style of OpenAPI. */
export function pathStyle(style: 'simple' | 'label' | 'matrix', explode: boolean): PathParameter {
  return {
    toSegment(name, value, reject) {
      const items = itemsOf(value, explode, (item) =>
        encodeURIComponent(serializePrimitive(item, reject)),
      )
      if (items.length === 0 || items.every((item) => item === '')) reject('is empty')
      if (style === 'simple') return items.join(',')
      if (style === 'label') return `.${items.join(explode ? '.' : ',')}`
      const key = encodeURIComponent(name)
      if (!explode) return `;${key}=${items.join(',')}`
      return items.map((item) => (isRecord(value) ? `;${item}` : `;${key}=${item}`)).join('')
    },
  }
}

/** Serializes a path parameter as JSON: a parameter with `content`. */
export const pathJson: PathParameter = {
  toSegment: (_name, value, reject) => encodeURIComponent(toJson(value, reject)),
}
