import type { Position, SchemaWalker } from '@returning-kit/runtime/recording'
import type { Schema } from '../../openapi/document.ts'
import { isRecord } from '../../openapi/is-record.ts'
import { valueAt } from '../../openapi/json-pointer.ts'
import { mapSchema } from '../../openapi/map-schema.ts'

const maxDepth = 8

/**
 * Returns a schema of the other document without references and extensions, as it can be written
 * into a contract.
 */
export function inlineSchema(position: Position, document: object): Schema {
  const [site] = position.flat()
  return inline(site?.schema, document, 0) as Schema
}

function inline(node: unknown, document: object, depth: number): unknown {
  if (!isRecord(node) || depth > maxDepth) return {}
  return mapSchema(node, (schema) => {
    const { $ref, ...own } = schema
    const target = typeof $ref === 'string' ? valueAt(document, $ref) : undefined
    const all = { ...(target ? (inline(target, document, depth + 1) as Schema) : {}), ...own }
    return Object.fromEntries(Object.entries(all).filter(([key]) => !key.startsWith('x-')))
  })
}

/** Returns the types that a position accepts, sorted. */
export function typesOf(position: Position, walker: SchemaWalker): string[] {
  const types = walker.alternatives(position).flatMap((schemas) =>
    schemas.flatMap(({ schema }) => {
      const own = [schema['type'] ?? []].flat().map(String)
      return schema['nullable'] === true ? [...own, 'null'] : own
    }),
  )
  return [...new Set(types)].sort()
}
