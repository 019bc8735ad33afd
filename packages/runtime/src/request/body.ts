import type { BodySerializer, RejectInput } from '../operation/serializer.ts'
import { toJson } from './primitive.ts'

/** Serializes a body as JSON. */
export const jsonBody: BodySerializer = (value, contentType, reject) => ({
  body: toJson(value, reject),
  contentType,
})

/** Rejects a stream. */
export function rejectStream(value: unknown, reject: RejectInput): void {
  if (value instanceof ReadableStream || Symbol.asyncIterator in Object(value)) {
    reject('is a stream, which cannot be sent again after a 401; pass a Blob')
  }
}

/** Passes a body to `fetch` unchanged: a string, a Blob or bytes. A range such as `image/*` becomes the type of the Blob. */
export const rawBody: BodySerializer = (value, contentType, reject) => {
  rejectStream(value, reject)
  const own = (value instanceof Blob && value.type) || 'application/octet-stream'
  return { body: value as BodyInit, contentType: contentType.includes('*') ? own : contentType }
}
