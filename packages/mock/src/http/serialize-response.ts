import type { MockResponse } from './messages.ts'
import type { BodyStream } from './observed-stream.ts'
import { writableHeaders } from './response-headers.ts'

/** A response as it leaves the mock. */
export interface WireResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** One header `Set-Cookie` each. */
  readonly cookies: readonly string[]
  /** A stream is sent as it arrives. Undefined for a response that ends after its headers. */
  readonly body: Uint8Array | BodyStream | undefined
  /** Closes the connection before the first byte or in the middle of the body. */
  readonly disconnect?: MockResponse['disconnect']
}

function escapeXml(value: unknown): string {
  return String(value).replaceAll(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`)
}

function toXml(name: string, value: unknown): string {
  if (Array.isArray(value)) return value.map((item) => toXml(name, item)).join('')
  if (typeof value !== 'object' || value === null) {
    return `<${name}>${escapeXml(value ?? '')}</${name}>`
  }
  const children = Object.entries(value).map(([child, each]) => toXml(child, each))
  return `<${name}>${children.join('')}</${name}>`
}

function toText(body: unknown, contentType: string): string {
  if (/^[^;]*[/+]json\b/i.test(contentType)) return JSON.stringify(body)
  if (typeof body === 'string') return body
  // The same root element as prism-cli.
  return /^[^;]*[/+]xml\b/i.test(contentType) ? toXml('xml', body) : JSON.stringify(body)
}

function serializeBody(response: MockResponse): Uint8Array | BodyStream {
  const { body, bytes, stream, headers, disconnect } = response
  if (stream && !disconnect) return stream
  // Half of a body that has no end is none of it.
  stream?.cancel().catch(() => {})
  if (bytes !== undefined) return bytes
  if (body === undefined) return new Uint8Array()
  return new TextEncoder().encode(toText(body, headers['content-type'] ?? ''))
}

/** Serializes a response, with CORS headers if pages may read it. */
export function serializeResponse(
  response: MockResponse,
  cors: Readonly<Record<string, string>> | undefined,
): WireResponse {
  const { status, cookies = [], disconnect } = response
  const { 'content-type': contentType, ...others } = writableHeaders(response.headers)
  const isBodiless = status === 204 || status === 304
  const declared =
    isBodiless || contentType === undefined ? others : { ...others, 'content-type': contentType }
  const headers = {
    ...cors,
    // `*` would be the name of a header to a browser that sends credentials.
    ...(cors && { 'access-control-expose-headers': Object.keys(declared).join(', ') }),
    ...declared,
  }
  const body = isBodiless ? undefined : serializeBody(response)
  return { status, headers, cookies, body, disconnect }
}
