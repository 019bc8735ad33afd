import { type Document, type MediaType, type Parameter, resolve } from './document.ts'
import { isRecord } from './is-record.ts'

/** Returns the example of a media type or a parameter, or the first of several examples. */
export function exampleOf(document: Document, node: MediaType | Parameter): unknown {
  if (node.example !== undefined) return node.example
  const [first] = Object.values(node.examples ?? {})
  return isRecord(first) ? (resolve(document, first) as { value?: unknown }).value : undefined
}
