import type { Document, Schema } from '../openapi/document.ts'
import { mapAllSchemas } from '../openapi/map-schema.ts'

// These change the type of a value: a Blob, or a number that may be a bigint.
const typeFormats = new Set<unknown>(['binary', 'int64', 'uint64'])

/** Returns a document whose formats are annotations, as in JSON Schema, and thus left out. */
export function withoutFormats(document: Document): Document {
  return mapAllSchemas(document, removeFormat) as Document
}

function removeFormat({ format, ...schema }: Schema): Schema {
  return typeFormats.has(format) ? { ...schema, format } : schema
}
