import { type Document, type Schema, schemaName } from '../openapi/document.ts'
import { isRecord } from '../openapi/is-record.ts'

type Schemas = Readonly<Record<string, Schema>>

/** How a schema refers to another: as a part of `allOf`, or as one of several alternatives. */
type Edge = 'part' | 'alternative'

const unions = ['anyOf', 'oneOf'] as const

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
    return mapParts(schema, (part, edge) => {
      const isCut = schemaName(part) !== undefined && edge === this.#edge
      return isCut ? this.#withoutOwner(part, new Set()) : [this.apply(part)]
    })
  }

  // Returns no schema if nothing is left.
  #withoutOwner(schema: Schema, visited: Set<string>): Schema[] {
    if (!leadsTo(this.#schemas, schema, this.#owner)) return [schema]
    const name = schemaName(schema)
    // An alternative that is the union itself adds nothing.
    if (name === this.#owner && this.#edge === 'alternative') return []
    const { $ref: _, ...own } = mapParts(schema, (part, kind) => {
      const isKept = kind === 'part' || this.#edge === 'alternative'
      return isKept ? this.#withoutOwner(part, visited) : [part]
    })
    // As a part of its own child, a base has no union.
    for (const key of this.#edge === 'part' ? unions : []) {
      if (!leadsTo(this.#schemas, { [key]: schema[key] }, this.#owner)) continue
      delete own[key]
      delete own['discriminator']
    }
    const target = name === undefined || visited.has(name) ? undefined : this.#schemas[name]
    visited.add(name ?? '')
    const parts = [own, ...(target ? this.#withoutOwner(target, visited) : [])]
    const left = parts.filter((part) => Object.keys(part).length > 0)
    return left.length > 1 ? [{ allOf: left }] : left
  }
}

// Changes the schemas that a schema combines. A keyword without schemas would be invalid.
function mapParts(schema: Schema, change: (part: Schema, edge: Edge) => Schema[]): Schema {
  const changed = { ...schema }
  for (const key of ['allOf', ...unions]) {
    const parts = schema[key]
    if (!Array.isArray(parts)) continue
    const edge = key === 'allOf' ? 'part' : 'alternative'
    changed[key] = parts.flatMap((part) => (isRecord(part) ? change(part, edge) : [part]))
    if ((changed[key] as Schema[]).length === 0) delete changed[key]
  }
  return changed
}

function leadsTo(schemas: Schemas, from: unknown, name: string): boolean {
  const reached = new Set(directNames(from))
  for (const one of reached) for (const next of directNames(schemas[one])) reached.add(next)
  return reached.has(name)
}

function directNames(schema: unknown): string[] {
  if (!isRecord(schema)) return []
  const own = schemaName(schema)
  const parts = ['allOf', ...unions].flatMap((key) => schema[key] ?? [])
  return [...(own === undefined ? [] : [own]), ...parts.flatMap(directNames)]
}
