import type { HeaderKind, HeadersReader } from '../operation/reader.ts'

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function headerValue(kind: HeaderKind, text: string): unknown {
  if (typeof kind !== 'string') {
    const items = text.split(',').map((item) => headerValue(kind[0], item.trim()))
    return items.includes(undefined) ? undefined : items
  }
  switch (kind) {
    case 'string':
      return text
    case 'number':
      return text.trim() && Number.isFinite(Number(text)) ? Number(text) : undefined
    case 'boolean':
      return /^(true|false)$/i.test(text) ? text.toLowerCase() === 'true' : undefined
    case 'json':
      return jsonOf(text)
  }
}

/**
 * Returns a reader of the headers that a contract declares. A header that is missing, or is not of the declared type, is
 * undefined; so is one that a browser hides.
 * @see https://fetch.spec.whatwg.org/#cors-safelisted-response-header-name
 */
export function readHeaders(kinds: Readonly<Record<string, HeaderKind>>): HeadersReader {
  return (headers) =>
    Object.fromEntries(
      Object.entries(kinds).map(([name, kind]) => {
        const text = headers.get(name)
        return [name, text === null ? undefined : headerValue(kind, text)]
      }),
    )
}
