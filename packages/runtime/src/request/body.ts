import type { Refuse } from '../errors/refusal.ts'
import type { Draft, Place } from './build-request.ts'
import { isRecord, json, members, written } from './query.ts'

function put(draft: Draft, type: string, body: BodyInit): void {
  draft.headers['content-type'] = type
  draft.body = body
}

/** A body in JSON. */
export const jsonBody: Place = (draft, type, value, refuse) => put(draft, type, json(value, refuse))

function refuseStream(value: unknown, refuse: Refuse): void {
  if (value instanceof ReadableStream || Symbol.asyncIterator in Object(value)) {
    refuse('is a stream, which cannot be sent again after a 401; pass a Blob')
  }
}

/** A body that is sent as it is: a text, a Blob, bytes. */
export const rawBody: Place = (draft, type, value, refuse) => {
  refuseStream(value, refuse)
  put(draft, type, value as BodyInit)
}

type Append = (name: string, item: unknown) => void

// A list becomes a member for each of its items.
function fill(body: unknown, append: Append, refuse: Refuse): void {
  refuseStream(body, refuse)
  if (
    !isRecord(body) ||
    Symbol.iterator in body ||
    body instanceof Blob ||
    body instanceof ArrayBuffer
  ) {
    refuse('is neither an object nor the form that the contract declares')
  }
  for (const [name, value] of members(body))
    for (const item of [value].flat()) if (item !== undefined) append(name, item)
}

/** A form as a browser sends it; one that is made already goes as it is. */
export const formBody: Place = (draft, type, value, refuse) => {
  const made = value instanceof URLSearchParams
  const form = made ? value : new URLSearchParams()
  if (!made) fill(value, (name, item) => form.append(name, written(item, refuse)), refuse)
  put(draft, type, form)
}

/** A form in parts, files among them. It writes its own content type, with its boundary. */
export const multipartBody: Place = (draft, _type, value, refuse) => {
  if (value instanceof FormData) return
  const form = new FormData()
  const append: Append = (name, item) => {
    refuseStream(item, refuse)
    if (item instanceof Blob) form.append(name, item)
    else if (isRecord(item))
      form.append(name, new Blob([json(item, refuse)], { type: 'application/json' }))
    else form.append(name, written(item, refuse))
  }
  fill(value, append, refuse)
  draft.body = form
}
