import { type Document, type Reference, resolve } from '../openapi/document.ts'
import { mayUse } from '../openapi/features.ts'
import { isRecord } from '../openapi/is-record.ts'

const prefix = '#/components/mediaTypes/'

/**
 * Returns a document without references to `components/mediaTypes` of OpenAPI 3.2: the content of a
 * message has the media types themselves.
 */
export function inlineMediaTypes(document: Document): Document {
  if (!mayUse(document, 'sharedMediaTypes')) return document
  const inline = (_key: string, value: unknown) =>
    isRecord(value) && String(value['$ref']).startsWith(prefix)
      ? resolve<object>(document, value as unknown as Reference)
      : value
  return JSON.parse(JSON.stringify(document, inline)) as Document
}
