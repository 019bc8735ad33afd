import type { RejectInput } from '../errors/refusal.ts'
import type { ParameterSerializer, PreparedRequest } from './build-request.ts'
import { definedEntries, isRecord, serializePrimitive, toJson } from './query.ts'

function put(request: PreparedRequest, type: string, body: BodyInit): void {
  request.headers['content-type'] = type
  request.body = body
}

/** A body in JSON. */
export const jsonBody: ParameterSerializer = (request, type, value, reject) =>
  put(request, type, toJson(value, reject))

function refuseStream(value: unknown, reject: RejectInput): void {
  if (value instanceof ReadableStream || Symbol.asyncIterator in Object(value)) {
    reject('is a stream, which cannot be sent again after a 401; pass a Blob')
  }
}

/** A body that is sent as it is: a text, a Blob, bytes. */
export const rawBody: ParameterSerializer = (request, type, value, reject) => {
  refuseStream(value, reject)
  put(request, type, value as BodyInit)
}

type Append = (name: string, item: unknown) => void

// A list becomes a member for each of its items.
function fill(body: unknown, append: Append, reject: RejectInput): void {
  refuseStream(body, reject)
  if (
    !isRecord(body) ||
    Symbol.iterator in body ||
    body instanceof Blob ||
    body instanceof ArrayBuffer
  ) {
    reject('is neither an object nor the form that the contract declares')
  }
  for (const [name, value] of definedEntries(body))
    for (const item of [value].flat()) if (item !== undefined) append(name, item)
}

/** A form as a browser sends it; one that is made already goes as it is. */
export const formBody: ParameterSerializer = (request, type, value, reject) => {
  const made = value instanceof URLSearchParams
  const form = made ? value : new URLSearchParams()
  if (!made)
    fill(value, (name, item) => form.append(name, serializePrimitive(item, reject)), reject)
  put(request, type, form)
}

/** A form in parts, files among them. It writes its own content type, with its boundary. */
export const multipartBody: ParameterSerializer = (request, _type, value, reject) => {
  if (value instanceof FormData) return
  const form = new FormData()
  const append: Append = (name, item) => {
    refuseStream(item, reject)
    if (item instanceof Blob) form.append(name, item)
    else if (isRecord(item))
      form.append(name, new Blob([toJson(item, reject)], { type: 'application/json' }))
    else form.append(name, serializePrimitive(item, reject))
  }
  fill(value, append, reject)
  request.body = form
}
