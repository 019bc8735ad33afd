// YAML can refer to a value again by an alias. The parsed value is then shared, and every step that
// walks over the document meets it once for each alias.

const maxRepeatedValues = 1_000_000
const maxDepth = 200

/** Thrown for a parsed document that cannot be processed in bounded time. */
export class ShapeError extends Error {
  override readonly name = 'ShapeError'
}

interface Shape {
  /** Number of values, shared ones counted each time. */
  readonly size: number
  readonly depth: number
}

/**
 * Checks that a parsed document has an end and is not much larger than its text.
 *
 * @throws ShapeError
 */
export function checkShape(document: unknown): void {
  const shapes = new Map<object, Shape | undefined>()
  let written = 1
  const shapeOf = (node: unknown): Shape => {
    if (typeof node !== 'object' || node === null) return { size: 1, depth: 0 }
    if (shapes.has(node)) {
      const known = shapes.get(node)
      if (!known) throw new ShapeError('An alias of YAML leads to the value that contains it.')
      return known
    }
    shapes.set(node, undefined)
    let size = 1
    let depth = 0
    for (const value of Object.values(node)) {
      if (!shapes.has(value)) written += 1
      const inner = shapeOf(value)
      size += inner.size
      depth = Math.max(depth, inner.depth + 1)
    }
    if (depth > maxDepth) throw new ShapeError(`Values are nested more than ${maxDepth} deep.`)
    shapes.set(node, { size, depth })
    return { size, depth }
  }
  const { size } = shapeOf(document)
  if (size - written > maxRepeatedValues) {
    throw new ShapeError(`Aliases of YAML repeat ${size - written} values. Write fewer aliases.`)
  }
}
