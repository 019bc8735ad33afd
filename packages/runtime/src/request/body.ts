import type { RejectInput } from '../errors/refusal.ts'
import type { ParameterSerializer, PreparedRequest } from './build-request.ts'
import { definedEntries, isRecord, json, serializePrimitive } from './query.ts'

function put(draft: PreparedRequest, type: string, body: BodyInit): void {
  draft.headers['content-type'] = type
  draft.body = body
}

/** A body in JSON. */
export const jsonBody: ParameterSerializer = (draft, type, value, refuse) =>
  put(draft, type, json(value, refuse))

function refuseStream(value: unknown, refuse: RejectInput): void {
  if (value instanceof ReadableStream || Symbol.asyncIterator in Object(value)) {
    refuse('is a stream, which cannot be sent again after a 401; pass a Blob')
  }
}

/** A body that is sent as it is: a text, a Blob, bytes. */
export const rawBody: ParameterSerializer = (draft, type, value, refuse) => {
  refuseStream(value, refuse)
  put(draft, type, value as BodyInit)
}

type Append = (name: string, item: unknown) => void

// A list becomes a member for each of its items.
function fill(body: unknown, append: Append, refuse: RejectInput): void {
  refuseStream(body, refuse)
  if (
    !isRecord(body) ||
    Symbol.iterator in body ||
    body instanceof Blob ||
    body instanceof ArrayBuffer
  ) {
    refuse('is neither an object nor the form that the contract declares')
  }
  for (const [name, value] of definedEntries(body))
    for (const item of [value].flat()) if (item !== undefined) append(name, item)
}

/** A form as a browser sends it; one that is made already goes as it is. */
export const formBody: ParameterSerializer = (draft, type, value, refuse) => {
  const made = value instanceof URLSearchParams
  const form = made ? value : new URLSearchParams()
  if (!made)
    fill(value, (name, item) => form.append(name, serializePrimitive(item, refuse)), refuse)
  put(draft, type, form)
}

/** A form in parts, files among them. It writes its own content type, with its boundary. */
export const multipartBody: ParameterSerializer = (draft, _type, value, refuse) => {
  if (value instanceof FormData) return
  const form = new FormData()
  const append: Append = (name, item) => {
    refuseStream(item, refuse)
    if (item instanceof Blob) form.append(name, item)
    else if (isRecord(item))
      form.append(name, new Blob([json(item, refuse)], { type: 'application/json' }))
    else form.append(name, serializePrimitive(item, refuse))
  }
  fill(value, append, refuse)
  draft.body = form
}
