import { InputError } from './errors/input-error.ts'
import type { Input, Operation, ParameterPlace } from './operation.ts'

/** A call's input, sorted into the places of an HTTP request. */
export interface RequestParts {
  path: Record<string, unknown>
  query: string
  headers: Record<string, string>
  body: BodyInit | undefined
}

type Refuse = (why: string) => never

function primitive(value: unknown, refuse: Refuse): string {
  if (typeof value === 'string') return value.isWellFormed() ? value : refuse('holds half of a surrogate pair')
  if (typeof value === 'boolean' || typeof value === 'bigint') return String(value)
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : refuse('is not a finite number')
  if (value instanceof Date) {
    return Number.isNaN(value.getTime()) ? refuse('is an invalid date') : value.toISOString()
  }
  return refuse(`cannot be written from a value of type ${value === null ? 'null' : typeof value}`)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date)
}

const separators: Record<string, string> = { 'query:csv': ',', 'query:space': '%20', 'query:pipe': '|' }

// Style and explode of OpenAPI's parameter object, as the pairs of name and value that they put in the query.
function queryPairs(name: string, place: string, value: unknown, refuse: Refuse): string[] {
  const write = (text: unknown) => encodeURIComponent(primitive(text, refuse))
  const key = encodeURIComponent(name)
  if (place === 'query:json') return [`${key}=${encodeURIComponent(JSON.stringify(value))}`]
  const separator = separators[place]
  if (Array.isArray(value)) {
    const written = value.map(write)
    if (written.length === 0) return []
    return separator ? [`${key}=${written.join(separator)}`] : written.map((text) => `${key}=${text}`)
  }
  if (!isRecord(value)) return [`${key}=${write(value)}`]
  const members = Object.entries(value).filter(([, member]) => member !== undefined)
  if (separator) return [`${key}=${members.flatMap(([k, v]) => [encodeURIComponent(k), write(v)]).join(separator)}`]
  return members.flatMap(([k, v]) => {
    const member = place === 'query:deep' ? `${key}[${encodeURIComponent(k)}]` : encodeURIComponent(k)
    return Array.isArray(v) ? v.map((item) => `${member}=${write(item)}`) : [`${member}=${write(v)}`]
  })
}

function headerValue(value: unknown, refuse: Refuse): string {
  const text = (Array.isArray(value) ? value : [value]).map((item) => primitive(item, refuse)).join(',')
  // A line break would start another header; beyond Latin-1 a header cannot be written at all.
  return /[^\t\x20-\x7e\xa0-\xff]/.test(text) ? refuse('holds a character that a header cannot carry') : text
}

function formBody(body: Record<string, unknown>, refuse: Refuse): URLSearchParams {
  const form = new URLSearchParams()
  for (const [name, value] of Object.entries(body)) {
    for (const item of Array.isArray(value) ? value : [value]) if (item !== undefined) form.append(name, primitive(item, refuse))
  }
  return form
}

function multipartBody(body: Record<string, unknown>, refuse: Refuse): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(body)) {
    for (const item of Array.isArray(value) ? value : [value]) {
      if (item instanceof Blob) form.append(name, item)
      else if (isRecord(item)) form.append(name, new Blob([JSON.stringify(item)], { type: 'application/json' }))
      else if (item !== undefined) form.append(name, primitive(item, refuse))
    }
  }
  return form
}

function writeBody(type: string, body: unknown, refuse: Refuse): BodyInit {
  if (/[/+]json\b/.test(type)) {
    try {
      return JSON.stringify(body)
    } catch (cause) {
      return refuse(`cannot be written as JSON: ${(cause as Error).message}`)
    }
  }
  if (body instanceof FormData || body instanceof URLSearchParams) return body
  if (body instanceof ReadableStream) return refuse('is a stream, which cannot be sent again after a 401; pass a Blob')
  if (type === 'multipart/form-data' && isRecord(body)) return multipartBody(body, refuse)
  if (type === 'application/x-www-form-urlencoded' && isRecord(body)) return formBody(body, refuse)
  return body as BodyInit
}

function placeOf({ parameters, fields }: Operation, name: string): ParameterPlace | undefined {
  if (parameters && Object.hasOwn(parameters, name)) return parameters[name]
  return fields?.flags?.includes(name) ? 'query' : undefined
}

/** Sorts a flat input into a request's parts. Throws InputError for a member that is unknown or cannot be written. */
export function requestParts(operation: Operation, input: Input): RequestParts {
  const parts: RequestParts = { path: {}, query: '', headers: {}, body: undefined }
  const query: string[] = []
  for (const [name, value] of Object.entries(input)) {
    const refuse: Refuse = (why) => {
      throw new InputError(name, `Input \`${name}\` ${why}.`, { operation: operation.id })
    }
    const place = placeOf(operation, name)
    if (operation.path.includes(`{${name}}`)) parts.path[name] = value
    else if (value === undefined) continue
    else if (place === 'header') parts.headers[name] = headerValue(value, refuse)
    else if (place === 'cookie') {
      const cookie = `${name}=${encodeURIComponent(primitive(value, refuse))}`
      parts.headers['cookie'] = parts.headers['cookie'] ? `${parts.headers['cookie']}; ${cookie}` : cookie
    } else if (place) query.push(...queryPairs(name, place, value, refuse))
    else if (name === 'body' && operation.body) {
      parts.body = writeBody(operation.body, value, refuse)
      // A form writes its own content type, with its boundary.
      if (!(parts.body instanceof FormData)) parts.headers['content-type'] = operation.body
    } else refuse(`is not a parameter of ${operation.id}`)
  }
  parts.query = query.join('&')
  return parts
}
