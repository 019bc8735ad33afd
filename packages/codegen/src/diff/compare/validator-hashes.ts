import { stripAnnotations } from '../../emit/validators/strip-annotations.ts'
import { inputSchema } from '../../model/input-schema.ts'
import type { OperationModel } from '../../model/operation.ts'
import type { Document, RequestBody } from '../../openapi/document.ts'
import { resolve } from '../../openapi/document.ts'
import { valueAt } from '../../openapi/json-pointer.ts'
import { jsonHash, type OperationUsage, referencedComponents } from './usage.ts'

/**
 * Returns a hash of the validators of each operation, webhook and named schema. Annotations and the
 * call do not affect it.
 */
export function validatorHashes(
  document: Document,
  operations: readonly OperationModel[],
  usages: readonly OperationUsage[],
): Map<string, string> {
  const hashes = new Map<string, string>()
  const add = (id: string, schemas: unknown) => {
    const components = [...referencedComponents(document, schemas)]
      .sort()
      .map((pointer) => [pointer, stripAnnotations(valueAt(document, pointer))])
    hashes.set(id, jsonHash(withSortedKeys([stripAnnotations(schemas), components])))
  }
  for (const operation of operations) {
    const responses = operation.responses.map(({ status, schema }) => [status, schema])
    add(operation.id, [inputSchema(document, operation), responses])
  }
  for (const { id, isWebhook, operationObject } of usages) {
    if (!isWebhook) continue
    const body =
      operationObject.requestBody && resolve<RequestBody>(document, operationObject.requestBody)
    const schemas = Object.values(body?.content ?? {}).map(({ schema }) => schema)
    add(id, schemas)
  }
  for (const [name, schema] of Object.entries(document.components?.schemas ?? {}))
    add(`type ${name}`, schema)
  return hashes
}

// The order of keys does not matter to a validator.
function withSortedKeys(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withSortedKeys)
  if (typeof node !== 'object' || node === null) return node
  const entries = Object.entries(node).map(([key, value]) => [key, withSortedKeys(value)] as const)
  return Object.fromEntries(entries.sort(([one], [other]) => (one < other ? -1 : 1)))
}
