import { stripAnnotations } from '../../emit/validators/strip-annotations.ts'
import { inputSchema } from '../../model/input-schema.ts'
import type { OperationModel } from '../../model/operation.ts'
import type { Document, RequestBody, Schema } from '../../openapi/document.ts'
import { resolve } from '../../openapi/document.ts'
import { valueAt } from '../../openapi/json-pointer.ts'
import { hashOf, type OperationUsage, standsOn } from './usage.ts'

/** For each operation, webhook and named schema a hash of what its validators look at: no words, and nothing of the call. */
export function validatorHashes(
  document: Document,
  models: readonly OperationModel[],
  sides: readonly OperationUsage[],
): Map<string, string> {
  const hashes = new Map<string, string>()
  const add = (id: string, given: unknown) => {
    const schemas = [...standsOn(document, given)]
      .sort()
      .map((pointer) => [pointer, stripAnnotations(valueAt(document, pointer))])
    hashes.set(id, hashOf(sorted([stripAnnotations(given), schemas])))
  }
  for (const model of models) {
    add(model.id, [
      inputSchema(document, model),
      model.responses.map(({ status, schema }) => [status, schema]),
    ])
  }
  for (const { id, webhook, source } of sides) {
    if (!webhook) continue
    const body = source.requestBody && resolve<RequestBody>(document, source.requestBody)
    add(
      id,
      Object.values(body?.content ?? {}).map(({ schema }) => schema),
    )
  }
  for (const [name, schema] of Object.entries(document.components?.schemas ?? {}))
    add(`type ${name}`, schema as Schema)
  return hashes
}

// In which order members stand is nothing to a validator.
function sorted(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(sorted)
  if (typeof node !== 'object' || node === null) return node
  const members = Object.entries(node).map(([name, member]) => [name, sorted(member)] as const)
  return Object.fromEntries(members.sort(([one], [other]) => (one < other ? -1 : 1)))
}
