import { type OperationModel, successResponses } from '../../model/operation.ts'
import { schemaAt } from '../../model/schema-at.ts'
import { type Document, resolve, type Schema } from '../../openapi/document.ts'
import { pointerTo } from '../../openapi/json-pointer.ts'

/**
 * Returns where the payload of an operation has values with `x-sensitive`, as JSON pointers in which
 * `*` stands for any item or member. An empty pointer is the payload itself.
 */
export function sensitivePointers(document: Document, model: OperationModel): string[] {
  const pointers = new Set<string>()
  for (const { schema } of successResponses(model)) {
    const payload = schemaAt(document, schema, model.envelope?.data ?? '')
    if (payload) collect(document, payload, [], new Set(), pointers)
  }
  return [...pointers].sort()
}

/** Returns the names of all properties and parameters of a document with `x-sensitive`. */
export function allSensitiveNames(document: Document): string[] {
  const names = new Set<string>()
  const visit = (node: unknown, name: string): void => {
    if (typeof node !== 'object' || node === null) return
    const { 'x-sensitive': isSensitive, name: parameter } = node as Schema
    const ownName = typeof parameter === 'string' ? parameter : name
    if (isSensitive === true) names.add(ownName)
    for (const [key, child] of Object.entries(node)) visit(child, key === 'schema' ? ownName : key)
  }
  visit(document, '')
  return [...names].sort()
}

function collect(
  document: Document,
  node: Schema,
  path: readonly string[],
  above: ReadonlySet<Schema>,
  pointers: Set<string>,
): void {
  if (typeof node !== 'object' || node === null) return
  const schema = resolve<Schema>(document, node)
  // The values of a recursive schema are redacted down to its first repetition.
  if (above.has(schema)) return
  if (schema['x-sensitive'] === true || node['x-sensitive'] === true) {
    pointers.add(path.length === 0 ? '' : pointerTo(...path).slice(1))
    return
  }
  const inner = new Set([...above, schema])
  const visit = (child: unknown, ...names: string[]) =>
    collect(document, child as Schema, [...path, ...names], inner, pointers)
  for (const [name, child] of Object.entries(schema['properties'] ?? {})) visit(child, name)
  for (const keyword of ['items', 'additionalProperties']) visit(schema[keyword], '*')
  for (const keyword of ['allOf', 'anyOf', 'oneOf']) {
    for (const child of (schema[keyword] as unknown[] | undefined) ?? []) visit(child)
  }
}
