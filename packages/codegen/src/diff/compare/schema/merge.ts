import type { Schema } from '../../../openapi/document.ts'
import { child, type Located } from '../located.ts'
import type { Property } from './arm.ts'

/** The keywords of one schema, with the components that led to it. */
export interface Piece {
  keywords: Schema
  pointer: string
  path: readonly string[]
}

/** Keywords that hold together. */
export interface Merged {
  keywords: Schema
  properties: Map<string, Property>
  pointer: string | undefined
  homes: Set<string>
}

const schemaKeywords = new Set(['items', 'additionalProperties', 'contains', 'propertyNames'])

/** Returns the keywords of several schemas that all hold, as those of one schema. */
export function mergePieces(pieces: readonly Piece[], ref: string | undefined): Merged {
  const keywords: Schema = {}
  const properties = new Map<string, Property>()
  const homes = new Set<string>()
  for (const { keywords: own, pointer, path } of pieces) {
    const home = path.at(-1) === ref ? undefined : path.at(-1)
    if (home !== undefined) homes.add(home)
    for (const [name, value] of Object.entries(own)) {
      if (name === 'properties') addProperties(properties, { value: own, pointer }, home)
      else if (name === 'const') addKeyword(keywords, 'enum', [value])
      else addKeyword(keywords, name, value)
    }
  }
  if (properties.size > 0) keywords['properties'] = {}
  const [pointer] = pieces.flatMap((piece) => (piece.path.at(-1) === ref ? [piece.pointer] : []))
  return { keywords, properties, pointer: pointer ?? pieces[0]?.pointer, homes }
}

function addProperties(
  properties: Map<string, Property>,
  node: Located,
  home: string | undefined,
): void {
  for (const name of Object.keys((node.value as Schema)['properties'] ?? {})) {
    const schema = child<Schema>(node, 'properties', name)
    if (!schema) continue
    const known = properties.get(name)
    // A property that two schemas describe has to satisfy both.
    const both = known && {
      pointer: schema.pointer,
      value: { allOf: [known.schema.value, schema.value] },
    }
    properties.set(name, { schema: both ?? schema, home: known?.home ?? home })
  }
}

function addKeyword(keywords: Schema, name: string, value: unknown): void {
  const known = keywords[name]
  keywords[name] = known === undefined ? value : mergeKeyword(name, known, value)
}

function mergeKeyword(name: string, one: unknown, other: unknown): unknown {
  if (JSON.stringify(one) === JSON.stringify(other)) return one
  if (name === 'type') return commonTypes([one].flat(), [other].flat())
  if (name === 'enum' && Array.isArray(one) && Array.isArray(other))
    return one.filter((value) => other.some((same) => areEqual(value, same)))
  if (name === 'required' && Array.isArray(one) && Array.isArray(other))
    return [...new Set([...one, ...other])]
  if (typeof one === 'number' && typeof other === 'number') {
    if (/^(exclusiveM|m)ax/.test(name)) return Math.min(one, other)
    if (/^(exclusiveM|m)in/.test(name)) return Math.max(one, other)
  }
  if (one === false || other === false) return false
  if (schemaKeywords.has(name)) return { allOf: [one, other] }
  return other
}

function commonTypes(types: readonly unknown[], others: readonly unknown[]): unknown[] {
  const isInteger = types.includes('integer') || others.includes('integer')
  const common = types.filter(
    (type) =>
      others.includes(type) ||
      (type === 'integer' && others.includes('number')) ||
      (type === 'number' && others.includes('integer')),
  )
  return common.map((type) => (type === 'number' && isInteger ? 'integer' : type))
}

/** Returns whether two values are the same JSON. */
export function areEqual(value: unknown, other: unknown): boolean {
  return JSON.stringify(value) === JSON.stringify(other)
}
