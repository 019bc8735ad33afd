import type {
  BodySerializer,
  ParameterSerializer,
  PreparedRequest,
  RejectInput,
} from '../operation/serializer.ts'
import { rejectStream } from './body.ts'
import { definedEntries, isRecord } from './primitive.ts'
import { bracketed } from './query.ts'

const formProperty: ParameterSerializer = (form, name, value, reject) =>
  bracketed(form, encodeURIComponent(name), value, reject, ['', '[]'])

/** Serializes a property of a form in brackets, also a flat array: style `deepObject`. */
export const formDeepObject: ParameterSerializer = (form, name, value, reject) =>
  bracketed(form, encodeURIComponent(name), value, reject, ['[]', '[]'])

type FormEncoding = Readonly<Record<string, ParameterSerializer>>

/** Returns the properties of a form. */
export function formEntries(value: unknown, reject: RejectInput): [string, unknown][] {
  rejectStream(value, reject)
  if (!isRecord(value) || Symbol.iterator in value) {
    reject('must be a plain object or a form of the declared media type')
  }
  return definedEntries(value)
}

/** Returns the encoded `name=value` pairs of a property of a form, which is written like a query parameter. */
export function formPairs(
  serialize: ParameterSerializer,
  name: string,
  value: unknown,
  reject: RejectInput,
): readonly string[] {
  const form: PreparedRequest = { method: '', url: '', query: [], headers: {}, body: null }
  serialize(form, name, value, reject)
  return form.query
}

const serializerIn = (encoding: FormEncoding, name: string) =>
  (Object.hasOwn(encoding, name) && encoding[name]) || formProperty

/**
 * Returns a serializer of a URL-encoded form. Each property is written like a query parameter: by its serializer in
 * `encoding`, otherwise a value as `name=value`, an array repeated, and an object in brackets.
 * @see https://spec.openapis.org/oas/v3.1.1.html#encoding-object
 */
export function formBodyWith(encoding: FormEncoding): BodySerializer {
  return (value, contentType, reject) => {
    if (value instanceof URLSearchParams) return { body: value, contentType }
    const pairs = formEntries(value, reject).flatMap(([name, property]) =>
      formPairs(serializerIn(encoding, name), name, property, reject),
    )
    // In a form a space is a plus sign.
    return { body: pairs.join('&').replaceAll('%20', '+'), contentType }
  }
}

/** Serializes a body as a URL-encoded form; a URLSearchParams is sent unchanged. */
export const formBody: BodySerializer = /* @__PURE__ */ formBodyWith({})
