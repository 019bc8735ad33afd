import type { MockResponse } from './messages.ts'

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

/** Serializes the body of a response for its content type. */
export function serializeBody({ body, bytes, headers }: MockResponse): Uint8Array {
  if (bytes !== undefined) return bytes
  if (body === undefined) return new Uint8Array()
  return new TextEncoder().encode(toText(body, headers['content-type'] ?? ''))
}

/** Returns whether a response of this status ends after its headers. */
export function isBodiless(status: number): boolean {
  return status === 204 || status === 304
}
