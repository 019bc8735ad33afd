import type { Document, Schema } from '../../../openapi/document.ts'
import { valueAt } from '../../../openapi/json-pointer.ts'
import { child, type Located, referenceOf } from '../located.ts'
import type { Arm, Kind } from './arm.ts'
import { assertionsOf } from './assertions.ts'
import { mergePieces, type Piece } from './merge.ts'

// Combinations of several unions multiply. Beyond this number the later unions are left out.
const maximumProduct = 256

/**
 * Returns the alternatives that a schema consists of, whatever the way they are written:
 * references, `allOf`, `anyOf`, `oneOf` and arrays of types are resolved.
 */
export function armsOf(document: Document, node: Located<Schema | boolean>): Arm[] {
  return expand(document, node, []).flatMap((pieces) => {
    const ref = commonHome(pieces)
    const { keywords, properties, pointer, homes } = mergePieces(pieces, ref)
    const arm = { ref, pointer: pointer ?? node.pointer, properties, homes }
    return kindsOf(keywords).map((kind) => ({ ...arm, kind, keywords }))
  })
}

function expand(document: Document, node: Located, path: readonly string[]): Piece[][] {
  const { value, pointer } = node
  if (value === false) return []
  if (typeof value !== 'object' || value === null) return [[]]
  const { $ref, allOf, anyOf, oneOf, ...keywords } = value as Schema
  let arms: Piece[][] = [[{ keywords, pointer, path }]]
  const reference = referenceOf(value)
  if (reference !== undefined) {
    const target = valueAt(document, reference)
    // A reference to itself adds nothing.
    if (path.includes(reference)) return arms
    const located = { value: target, pointer: reference }
    arms = product(arms, expand(document, located, [...path, reference]))
  }
  for (const located of items(node, 'allOf')) arms = product(arms, expand(document, located, path))
  for (const keyword of ['anyOf', 'oneOf']) {
    const alternatives = items(node, keyword)
    if (alternatives.length === 0) continue
    arms = product(
      arms,
      alternatives.flatMap((located) => expand(document, located, path)),
    )
  }
  return arms
}

function items(node: Located, keyword: string): Located[] {
  const array = (node.value as Schema)[keyword]
  if (!Array.isArray(array)) return []
  return array.flatMap((_, index) => child(node, keyword, index) ?? [])
}

function product(arms: readonly Piece[][], others: readonly Piece[][]): Piece[][] {
  const isTooLarge = arms.length * others.length > maximumProduct
  if (isTooLarge && arms.length > 1 && others.length > 1) return [...arms]
  return arms.flatMap((arm) => others.map((other) => [...arm, ...other]))
}

// `allOf: [Base]` is Base, and `allOf: [Base, { … }]` is none of them.
function commonHome(pieces: readonly Piece[]): string | undefined {
  const paths = pieces
    .filter(({ keywords }) => assertionsOf(keywords).length > 0)
    .map(({ path }) => path)
  const [first] = paths
  return first?.findLast((pointer, index) => paths.every((path) => path[index] === pointer))
}

function kindsOf(keywords: Schema): Kind[] {
  const { type } = keywords
  const types = type === undefined ? inferredTypes(keywords) : [type].flat()
  const kinds = types.map((one): Kind => (one === 'integer' ? 'number' : (one as Kind)))
  return [...new Set(kinds)]
}

function inferredTypes(keywords: Schema): readonly unknown[] {
  const values = keywords['enum']
  if (Array.isArray(values)) {
    return values.map((value) => {
      if (value === null) return 'null'
      return Array.isArray(value) ? 'array' : typeof value
    })
  }
  if ('properties' in keywords || 'additionalProperties' in keywords) return ['object']
  if ('items' in keywords || 'prefixItems' in keywords) return ['array']
  if ('required' in keywords) return ['object']
  return ['any']
}
