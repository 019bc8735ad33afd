import type { Schema } from '../../openapi/document.ts'

/** Keyword of our own: the value is a Blob. JSON Schema knows a file only as a text. */
export const fileKeyword = 'x-file'

// Keywords whose members are schemas by name, so that a property called `description` is not taken for a comment.
const maps = new Set([
  'properties',
  'patternProperties',
  '$defs',
  'definitions',
  'dependentSchemas',
])
const comments = new Set([
  ...[
    'description',
    'title',
    'summary',
    'example',
    'examples',
    'default',
    'deprecated',
    '$comment',
    'externalDocs',
    'xml',
  ],
])
const data = new Set(['const', 'enum', 'required', 'dependentRequired'])

/**
 * A schema as validators need it: without what is for the reader only, and with files as Blobs, which is what a caller
 * passes and what the types say.
 */
export function bare(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(bare)
  if (typeof schema !== 'object' || schema === null) return schema
  const { type, format } = schema as Schema
  const file = type === 'string' && format === 'binary' ? { [fileKeyword]: true } : undefined
  const members = Object.entries(schema).flatMap(([keyword, value]): [string, unknown][] => {
    if (
      comments.has(keyword) ||
      keyword.startsWith('x-') ||
      (file && (keyword === 'type' || keyword === 'format'))
    )
      return []
    if (data.has(keyword)) return [[keyword, value]]
    return [[keyword, maps.has(keyword) ? mapValues(value, bare) : bare(value)]]
  })
  return { ...Object.fromEntries(members), ...file }
}

function mapValues(value: unknown, change: (member: unknown) => unknown): unknown {
  return Object.fromEntries(
    Object.entries((value ?? {}) as object).map(([name, member]) => [name, change(member)]),
  )
}

/** Every property name that the schemas of a document speak of. */
export function namesOf(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(namesOf)
  if (typeof node !== 'object' || node === null) return []
  return Object.entries(node).flatMap(([keyword, value]) => {
    const own =
      keyword === 'properties' || keyword === 'dependentRequired'
        ? Object.keys((value as object | null) ?? {})
        : []
    const required =
      keyword === 'required' && Array.isArray(value)
        ? value.filter((name) => typeof name === 'string')
        : []
    return [...own, ...required, ...namesOf(value)]
  })
}
