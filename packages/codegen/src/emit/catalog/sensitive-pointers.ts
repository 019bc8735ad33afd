import { type OperationModel, successResponses } from '../../model/operation.ts'
import { schemaAt } from '../../model/schema-at.ts'
import { sensitivePaths } from '../../model/sensitive-paths.ts'
import type { Document, Schema } from '../../openapi/document.ts'
import { pointerTo } from '../../openapi/json-pointer.ts'

/**
 * Returns where the payload of an operation has values with `x-sensitive`, as JSON pointers in
 * which `*` stands for any item or member. An empty pointer is the payload itself.
 */
export function sensitivePointers(document: Document, model: OperationModel): string[] {
  const paths = successResponses(model).flatMap(({ schema }) => {
    const payload = schemaAt(document, schema, model.envelope?.data ?? '')
    return payload ? sensitivePaths(document, payload) : []
  })
  const pointers = paths.map((path) => (path.length === 0 ? '' : pointerTo(...path).slice(1)))
  return [...new Set(pointers)].sort()
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
