import { type Document, resolve, type Schema } from '../openapi/document.ts'
import { combinationKeywords } from '../openapi/keywords.ts'

/**
 * Returns the paths to the values of a schema that have `x-sensitive`. `*` stands for any item or
 * member. An empty path is the value itself. The paths of a recursive schema end at its first
 * repetition.
 */
export function sensitivePaths(document: Document, root: Schema): string[][] {
  const paths: string[][] = []
  const visit = (node: Schema, path: readonly string[], above: ReadonlySet<Schema>): void => {
    const schema = resolve<Schema>(document, node)
    if (above.has(schema)) return
    if (isSensitive(node) || isSensitive(schema)) {
      paths.push([...path])
      return
    }
    const inner = new Set([...above, schema])
    for (const [name, child] of childrenOf(schema)) {
      visit(child, name === undefined ? path : [...path, name], inner)
    }
  }
  // The number of paths through recursive schemas can be exponential.
  if (reachesSensitive(document, root, new Set())) visit(root, [], new Set())
  return paths
}

const isSensitive = (schema: Schema) => schema['x-sensitive'] === true

function reachesSensitive(document: Document, node: Schema, visited: Set<Schema>): boolean {
  const schema = resolve<Schema>(document, node)
  if (visited.has(schema)) return false
  visited.add(schema)
  return (
    isSensitive(node) ||
    isSensitive(schema) ||
    childrenOf(schema).some(([, child]) => reachesSensitive(document, child, visited))
  )
}

// The schemas of members and items by name, and without a name those that describe the value
// itself.
function childrenOf(schema: Schema): [name: string | undefined, child: Schema][] {
  const children: [string | undefined, unknown][] = [
    ...Object.entries(schema['properties'] ?? {}),
    ['*', schema['items']],
    ['*', schema['additionalProperties']],
  ]
  for (const keyword of combinationKeywords) {
    const parts = (schema[keyword] as unknown[] | undefined) ?? []
    children.push(...parts.map((part) => [undefined, part] as [undefined, unknown]))
  }
  return children.filter(
    (child): child is [string | undefined, Schema] =>
      typeof child[1] === 'object' && child[1] !== null,
  )
}
