import type { ResponseReader } from '../operation/reader.ts'

/** Reads a body as JSON. */
export const readJson: ResponseReader = async (response) => {
  const text = await response.text()
  try {
    return { text, decoded: { body: JSON.parse(text) } }
  } catch {
    return { text }
  }
}

/** Reads the body of a successful response as a string. */
export const readText: ResponseReader = async (response) => {
  const text = await response.text()
  return { text, decoded: { body: text } }
}

/** Reads the body of a successful response as a Blob. */
export const readBlob: ResponseReader = async (response) => ({
  text: '',
  decoded: { body: await response.blob() },
})

const essenceOf = (type: string | null) => type?.split(';', 1)[0]?.trim().toLowerCase() ?? ''

const isRangeOf = (range: string, type: string) =>
  range.endsWith('/*') && type.startsWith(range.slice(0, -1))

function readerOf(type: string): ResponseReader {
  if (/[/+]json$/.test(type)) return readJson
  return /^text\/|[/+](xml|yaml|x-yaml|javascript|jose|x-ndjson|ndjson|jsonl|json-seq)$/.test(type)
    ? readText
    : readBlob
}

/**
 * Returns a reader for successful responses of several media types. `declared` has the media types by status, the preferred
 * one first. The media type of the response decides between them, unless the request accepts a single one. Where the
 * contract declares none, it decides alone.
 */
export function readByType(declared: Readonly<Record<string, readonly string[]>>): ResponseReader {
  return async (response, status, accept = '*/*') => {
    const all = declared[status] ?? declared['2XX'] ?? declared['default'] ?? []
    const types = all.length > 0 && !/[,*]/.test(accept) ? [accept] : all
    const type = essenceOf(response.headers.get('content-type'))
    const [preferred] = types
    if (preferred !== undefined) {
      const reader = readerOf(type)
      const isDeclared = types.some((one) => essenceOf(one) === type || isRangeOf(one, type))
      // A wrong media type is common, but a web page is an error of a proxy.
      const isAlike = type !== 'text/html' && types.some((one) => readerOf(one) === reader)
      return (type && (isDeclared || isAlike) ? reader : readerOf(preferred))(
        response,
        status,
        accept,
      )
    }
    const blob = await response.blob()
    if (blob.size === 0) return { text: '', decoded: { body: undefined } }
    const read = readerOf(type || 'application/json')
    const { text, decoded = { body: text } } = await read(new Response(blob), status, accept)
    return { text, decoded }
  }
}
