import type { BodySerializer, RejectInput } from '../operation/serializer.ts'
import { definedEntries, isRecord, serializePrimitive, toJson } from './primitive.ts'

/** Serializes a body as JSON. */
export const jsonBody: BodySerializer = (value, contentType, reject) => ({
  body: toJson(value, reject),
  contentType,
})

function rejectStream(value: unknown, reject: RejectInput): void {
  if (value instanceof ReadableStream || Symbol.asyncIterator in Object(value)) {
    reject('is a stream, which cannot be sent again after a 401; pass a Blob')
  }
}

/** Passes a body to `fetch` unchanged: a string, a Blob or bytes. */
export const rawBody: BodySerializer = (value, contentType, reject) => {
  rejectStream(value, reject)
  return { body: value as BodyInit, contentType }
}

// Pairs of name and value; an array becomes one pair for each of its items.
function formEntries(value: unknown, reject: RejectInput): [string, unknown][] {
  rejectStream(value, reject)
  if (
    !isRecord(value) ||
    Symbol.iterator in value ||
    value instanceof Blob ||
    value instanceof ArrayBuffer
  ) {
    reject('must be a plain object or a form of the declared media type')
  }
  return definedEntries(value).flatMap(([name, property]) =>
    [property]
      .flat()
      .filter((item) => item !== undefined)
      .map((item): [string, unknown] => [name, item]),
  )
}

/** Serializes a body as a URL-encoded form; a URLSearchParams is sent unchanged. */
export const formBody: BodySerializer = (value, contentType, reject) => {
  if (value instanceof URLSearchParams) return { body: value, contentType }
  const form = new URLSearchParams()
  for (const [name, item] of formEntries(value, reject)) {
    form.append(name, serializePrimitive(item, reject))
  }
  return { body: form, contentType }
}

/** Serializes a body as a multipart form, files included; a FormData is sent unchanged. */
export const multipartBody: BodySerializer = (value, _contentType, reject) => {
  if (value instanceof FormData) return { body: value }
  const form = new FormData()
  for (const [name, item] of formEntries(value, reject)) {
    rejectStream(item, reject)
    if (item instanceof Blob) form.append(name, item)
    else if (item instanceof ArrayBuffer || ArrayBuffer.isView(item)) {
      form.append(name, new Blob([item as BufferSource]))
    } else if (isRecord(item)) {
      form.append(name, new Blob([toJson(item, reject)], { type: 'application/json' }))
    } else form.append(name, serializePrimitive(item, reject))
  }
  return { body: form }
}
