import { type Document, type Schema, schemaName } from '../openapi/document.ts'
import { unionKeywords } from '../openapi/keywords.ts'
import {
  changeSchemas,
  cyclicNames,
  leadsTo,
  mapCombined,
  type Schemas,
} from './combined-schemas.ts'

/**
 * Returns a document in which no component leads to itself through references and combinations
 * alone. Its validator would not end, and TypeScript rejects its type. The usual case is a base
 * whose `oneOf` names its children, and children whose `allOf` names the base. Such a child then
 * contains what the base has besides `oneOf`.
 */
export function breakCycles(document: Document): Document {
  const cyclic = cyclicNames(document)
  const cut = (current: Document, edge: Edge) =>
    changeSchemas(current, cyclic, (schema, name, schemas) =>
      new CycleCut(schemas, name, edge).apply(schema),
    )
  // A cycle is cut in `allOf`, if it has one. Then its unions stay complete.
  return cut(cut(document, 'part'), 'alternative')
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

  // Returns one schema, or none if nothing is left of it.
  #withoutOwner(schema: Schema, visited: Set<string>): Schema[] {
    if (!leadsTo(this.#schemas, schema, this.#owner)) return [schema]
    const name = schemaName(schema)
    // An alternative that is the union itself adds nothing.
    if (name === this.#owner && this.#edge === 'alternative') return []
    const content = this.#edge === 'part' ? this.#withoutUnions(schema) : schema
    const own = mapCombined(content, (part) => this.#withoutOwner(part, visited))
    const parts = [own]
    if (name !== undefined) {
      delete own.$ref
      const target = visited.has(name) ? undefined : this.#schemas[name]
      visited.add(name)
      if (target) parts.push(...this.#withoutOwner(target, visited))
    }
    const left = parts.filter((part) => Object.keys(part).length > 0)
    return left.length > 1 ? [{ allOf: left }] : left
  }

  // As a part of its own child, a base has no union.
  #withoutUnions(schema: Schema): Schema {
    const kept = { ...schema }
    for (const keyword of unionKeywords) {
      if (!leadsTo(this.#schemas, { [keyword]: schema[keyword] }, this.#owner)) continue
      delete kept[keyword]
      delete kept['discriminator']
    }
    return kept
  }
}
