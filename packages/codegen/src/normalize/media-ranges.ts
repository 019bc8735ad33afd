import { type Document, type MediaType, resolve, type Schema } from '../openapi/document.ts'
import { mayUse } from '../openapi/features.ts'
import { isRecord } from '../openapi/is-record.ts'
import { isBinary } from '../openapi/media-type.ts'

/**
 * Returns a document without the media ranges that may mean JSON. The schema decides: a file is
 * `application/octet-stream`, a string in `text/*` is `text/plain`, anything else is
 * `application/json`. Ranges of files, such as `image/*`, remain.
 */
export function withoutMediaRanges(document: Document): Document {
  if (!mayUse(document, 'mediaRanges')) return document
  const replaceContent = (key: string, value: unknown) =>
    key === 'content' && isRecord(value) ? concrete(document, value) : value
  return JSON.parse(JSON.stringify(document, replaceContent)) as Document
}

const ranges = ['*/*', 'application/*', 'text/*', 'multipart/*']

// A media type that is declared itself has precedence over a range.
function concrete(document: Document, content: Readonly<Record<string, unknown>>) {
  const isRange = ([type]: [string, unknown]) => ranges.includes(type)
  const entries = Object.entries(content)
  const replaced = entries
    .filter(isRange)
    .map(([range, media]) => [concreteType(document, range, media as MediaType), media])
  const kept = entries.filter((entry) => !isRange(entry))
  return { ...Object.fromEntries(replaced), ...Object.fromEntries(kept) }
}

function concreteType(document: Document, range: string, { schema }: MediaType): string {
  if (range === 'multipart/*') return 'multipart/form-data'
  if (range === 'text/*') return 'text/plain'
  const isFile = isRecord(schema) && isBinary(resolve<Schema>(document, schema))
  return isFile ? 'application/octet-stream' : 'application/json'
}
