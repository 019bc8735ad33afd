import { type Document, type Schema, schemaName } from '../openapi/document.ts'

// Keywords that `SchemaPlacer` reads besides `$ref`.
const directed = ['readOnly', 'writeOnly', 'contentMediaType', 'discriminator']

interface References {
  /** Whether the component itself depends on the position. */
  readonly isDirected: boolean
  readonly names: ReadonlySet<string>
}

/**
 * Finds the schemas that are the same in all positions, as nearly all of a large document are, so
 * that only the others are written for each position. In doubt a schema is not neutral.
 */
export class NeutralSchemas {
  readonly #directed: ReadonlySet<string>
  readonly #neutral = new WeakMap<object, boolean>()

  constructor(document: Document) {
    this.#directed = directedComponents(document.components?.schemas ?? {})
  }

  /** Returns whether a schema and all that it refers to are the same in all positions. */
  has(schema: unknown): boolean {
    if (typeof schema !== 'object' || schema === null) return true
    const known = this.#neutral.get(schema)
    if (known !== undefined) return known
    const name = componentOf(schema)
    const isNeutral =
      !isDirected(schema) &&
      (name === undefined || !this.#directed.has(name)) &&
      Object.values(schema).every((value) => this.has(value))
    this.#neutral.set(schema, isNeutral)
    return isNeutral
  }
}

// Components refer to each other, also in circles.
function directedComponents(schemas: Readonly<Record<string, Schema>>): ReadonlySet<string> {
  const references = Object.entries(schemas).map(([name, schema]) => {
    return [name, referencesOf(schema)] as const
  })
  const found = new Set(references.flatMap(([name, one]) => (one.isDirected ? [name] : [])))
  for (let size = -1; size < found.size; ) {
    size = found.size
    for (const [name, { names }] of references) {
      if ([...names].some((one) => found.has(one))) found.add(name)
    }
  }
  return found
}

function referencesOf(schema: unknown): References {
  const names = new Set<string>()
  let hasDirection = false
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return
    hasDirection ||= isDirected(node)
    const name = componentOf(node)
    if (name !== undefined) names.add(name)
    for (const value of Object.values(node)) visit(value)
  }
  visit(schema)
  return { isDirected: hasDirection, names }
}

// A reference to something else than a component may lead to any schema.
function isDirected(node: object): boolean {
  const { $ref, format } = node as Schema
  const isOther = typeof $ref === 'string' && schemaName({ $ref }) === undefined
  return isOther || format === 'binary' || directed.some((keyword) => keyword in node)
}

const componentOf = (node: object): string | undefined => {
  const { $ref } = node as Schema
  return typeof $ref === 'string' ? schemaName({ $ref }) : undefined
}
