import { type Document, type Schema, schemaName } from '../openapi/document.ts'
import { leadsTo, mapCombined, type Schemas, unionKeywords } from './combined-schemas.ts'

/**
 * Returns a document in which no component leads to itself through references and combinations
 * alone. Its validator would not end, and TypeScript rejects its type. The usual case is a base
 * whose `oneOf` names its children, and children whose `allOf` names the base. Such a child then
 * contains what the base has besides `oneOf`.
 */
export function breakCycles(document: Document): Document {
  const schemas = document.components?.schemas ?? {}
  const cyclic = Object.keys(schemas).filter((name) => leadsTo(schemas, schemas[name], name))
  if (cyclic.length === 0) return document
  let acyclic: Schemas = schemas
  // A cycle is cut in `allOf`, if it has one. Then its unions stay complete.
  for (const edge of ['part', 'alternative'] as const) {
    for (const name of cyclic) {
      const cut = new CycleCut(acyclic, name, edge)
      acyclic = { ...acyclic, [name]: cut.apply(acyclic[name] ?? {}) }
    }
  }
  return { ...document, components: { ...document.components, schemas: acyclic } }
}

/** How a schema refers to another: as a part of `allOf`, or as one of several alternatives. */
type Edge = 'part' | 'alternative'

const edgeOf = (keyword: string): Edge => (keyword === 'allOf' ? 'part' : 'alternative')

// Replaces the references of one kind that lead back to the owner by the content of their target.
class CycleCut {
  readonly #schemas: Schemas
  readonly #owner: string
  readonly #edge: Edge

  constructor(schemas: Schemas, owner: string, edge: Edge) {
    this.#schemas = schemas
    this.#owner = owner
    this.#edge = edge
  }

  apply(schema: Schema): Schema {
    return mapCombined(schema, (part, keyword) => {
      const isCut = schemaName(part) !== undefined && edgeOf(keyword) === this.#edge
      return isCut ? this.#withoutOwner(part, new Set()) : [this.apply(part)]
    })
  }

  // Returns no schema if nothing is left.
  #withoutOwner(schema: Schema, visited: Set<string>): Schema[] {
    if (!leadsTo(this.#schemas, schema, this.#owner)) return [schema]
    const name = schemaName(schema)
    // An alternative that is the union itself adds nothing.
    if (name === this.#owner && this.#edge === 'alternative') return []
    const { $ref: _, ...own } = mapCombined(schema, (part, keyword) => {
      const isKept = edgeOf(keyword) === 'alternative' && this.#edge === 'part'
      return isKept ? [part] : this.#withoutOwner(part, visited)
    })
    // As a part of its own child, a base has no union.
    for (const keyword of this.#edge === 'part' ? unionKeywords : []) {
      if (!leadsTo(this.#schemas, { [keyword]: schema[keyword] }, this.#owner)) continue
      delete own[keyword]
      delete own['discriminator']
    }
    const target = name === undefined || visited.has(name) ? undefined : this.#schemas[name]
    visited.add(name ?? '')
    const parts = [own, ...(target ? this.#withoutOwner(target, visited) : [])]
    const left = parts.filter((part) => Object.keys(part).length > 0)
    return left.length > 1 ? [{ allOf: left }] : left
  }
}
