import type { ParameterSerializer } from '../operation/serializer.ts'
import { definedItems, serializePrimitive } from './primitive.ts'

/** Adds a header. Rejects null, which a parameter leaves out. */
export const addHeader: ParameterSerializer = ({ headers }, name, value, reject) => {
  const serialized = serializePrimitive(value, reject)
  if (!/^[!#-'*+.^`|~\w-]+$/.test(name)) reject('is not a valid header name')
  // A line break would start another header, and `fetch` throws for characters beyond Latin-1.
  if (/[^\t\x20-\x7e\xa0-\xff]/.test(serialized)) {
    reject('is not a valid header value')
  }
  headers[name.toLowerCase()] = serialized
}

/** Serializes a header. */
export const header: ParameterSerializer = (request, name, value, reject) => {
  if (value != null) addHeader(request, name, value, reject)
}

/** Serializes a header with commas between the items of an array. */
export const headerList: ParameterSerializer = (request, name, value, reject) => {
  const items = definedItems(value).map((item) => serializePrimitive(item, reject))
  if (items.length > 0) addHeader(request, name, items.join(','), reject)
}

/** Serializes a cookie and appends it to those that are set already. */
export const cookie: ParameterSerializer = ({ headers }, name, value, reject) => {
  if (value == null) return
  const pair = `${name}=${encodeURIComponent(serializePrimitive(value, reject))}`
  headers['cookie'] = headers['cookie'] ? `${headers['cookie']}; ${pair}` : pair
}
