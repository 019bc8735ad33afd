import type { Document } from '../openapi/document.ts'
import { isRecord } from '../openapi/is-record.ts'
import { hasNames, kindOf, type NodeKind } from './mend/node-kind.ts'

const words = new Set([
  '$comment',
  'description',
  'example',
  'examples',
  'externalDocs',
  'info',
  'summary',
  'tags',
  'title',
  'x-navigation',
  'x-permission',
  'x-provenance',
])

/**
 * Returns a document without the texts that describe it to readers. Code that two documents without
 * them have in common works the same.
 */
export function withoutWords(document: Document): object {
  return strip(document, 'object') as object
}

function strip(node: unknown, kind: NodeKind): unknown {
  if (kind === 'data') return node
  if (Array.isArray(node)) {
    const itemKind = kind === 'map' ? 'object' : kind
    return node.map((item) => strip(item, itemKind))
  }
  if (!isRecord(node)) return node
  const kept = Object.entries(node).filter(([key]) => hasNames(kind) || !words.has(key))
  return Object.fromEntries(kept.map(([key, value]) => [key, strip(value, kindOf(kind, key))]))
}
