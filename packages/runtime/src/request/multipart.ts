import type { BodySerializer, ParameterSerializer, RejectInput } from '../operation/serializer.ts'
import { rejectStream } from './body.ts'
import { formEntries, formPairs } from './form.ts'
import { definedItems, serializePrimitive, toJson } from './primitive.ts'

/**
 * How a property of a multipart form is sent: with one of the media types between commas, or like a
 * query parameter.
 */
export type PartEncoding = string | ParameterSerializer

interface Part {
  readonly name: string
  readonly content: Blob | string
  readonly type?: string | undefined
  readonly fileName?: string
}

// As browsers escape the names in a header of a part.
const escapes: Readonly<Record<string, string>> = { '"': '%22', '\r': '%0D', '\n': '%0A' }
const quoted = (value: string) => `"${value.replace(/["\r\n]/g, (found) => escapes[found] ?? '')}"`

function headerOf({ name, type, fileName }: Part): string {
  const file = fileName === undefined ? '' : `; filename=${quoted(fileName)}`
  const contentType = type ? `Content-Type: ${type}\r\n` : ''
  return `Content-Disposition: form-data; name=${quoted(name)}${file}\r\n${contentType}\r\n`
}

const isBytes = (value: unknown): value is BufferSource =>
  value instanceof ArrayBuffer || ArrayBuffer.isView(value)

// The type of the value itself if the contract declares it, else the first declared one.
function partTypeOf(own: string, declared = ''): string | undefined {
  const types = declared.split(/, */)
  const isDeclared = types.some((type) => own.startsWith(type.replace(/\*\/?\*?$/, '')))
  const [first] = types.filter((type) => type && !type.includes('*'))
  return (isDeclared && own) || first
}

function partOf(
  name: string,
  value: unknown,
  declared: string | undefined,
  reject: RejectInput,
): Part {
  rejectStream(value, reject)
  if (value instanceof Blob || isBytes(value)) {
    const file = isBytes(value) ? new Blob([value]) : value
    const fileName = file instanceof File ? file.name : 'blob'
    const type = partTypeOf(file.type, declared) ?? 'application/octet-stream'
    return { name, fileName, type, content: file }
  }
  const type = partTypeOf('', declared)
  const isStructured = value instanceof Object && !(value instanceof Date)
  return isStructured || /[/+]json\b/.test(type ?? '')
    ? { name, type: type ?? 'application/json', content: toJson(value, reject) }
    : { name, type, content: serializePrimitive(value, reject) }
}

function partsOf(
  name: string,
  value: unknown,
  encoding: PartEncoding | undefined,
  reject: RejectInput,
): Part[] {
  if (typeof encoding === 'function') {
    return formPairs(encoding, name, value, reject).map((pair) => {
      const [key = '', ...content] = pair.split('=').map(decodeURIComponent)
      return { name: key, content: content.join('=') }
    })
  }
  return definedItems(value).map((item) => partOf(name, item, encoding, reject))
}

/**
 * Returns a serializer of a multipart form. A property is one part, an array one for each item: a
 * file with its name, an object as JSON without a file name, any other value as text. `encoding`
 * replaces that.
 * @see https://www.rfc-editor.org/rfc/rfc7578
 */
export function multipartBodyWith(
  encoding: Readonly<Record<string, PartEncoding>>,
): BodySerializer {
  return (value, contentType, reject) => {
    // `fetch` adds the boundary.
    if (value instanceof FormData) return { body: value }
    // A FormData would give every part with a media type a file name.
    const boundary = `form-${crypto.getRandomValues(new Uint32Array(4)).join('')}`
    const parts = formEntries(value, reject).flatMap(([name, property]) => {
      const own = Object.hasOwn(encoding, name) ? encoding[name] : undefined
      return partsOf(name, property, own, reject)
    })
    const body = parts.flatMap((part) => [
      `--${boundary}\r\n`,
      headerOf(part),
      part.content,
      '\r\n',
    ])
    return {
      body: new Blob([...body, `--${boundary}--\r\n`]),
      contentType: `${contentType}; boundary=${boundary}`,
    }
  }
}

/** Serializes a body as a multipart form, files included; a FormData is sent unchanged. */
export const multipartBody: BodySerializer = /* @__PURE__ */ multipartBodyWith({})
