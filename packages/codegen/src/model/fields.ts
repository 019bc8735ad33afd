import { type Document, resolve, type Schema } from '../openapi/document.ts'
import { itemsPath, type OperationModel } from './operation.ts'
import { schemaAt } from './schema-at.ts'

/**
 * Returns the names that `fields` may contain: those of the flags, or the properties of an item of
 * the response.
 */
export function fieldNames(document: Document, model: OperationModel): string[] | undefined {
  const fields = model.operationObject['x-fields']
  if (!fields) return undefined
  if (fields.style === 'flags') return fields.params
  const item = itemSchema(document, model)
  return Object.keys((item?.['properties'] as object | undefined) ?? {})
}

/** Returns whether `fields` may contain names that the contract does not list. */
export function hasOpenFields(document: Document, model: OperationModel): boolean {
  const fields = model.operationObject['x-fields']
  if (!fields || fields.style === 'flags') return false
  return itemSchema(document, model)?.['additionalProperties'] === true
}

function itemSchema(document: Document, model: OperationModel): Schema | undefined {
  const success = model.responses.find(({ status }) => status.startsWith('2'))
  const schema = schemaAt(document, success?.schema, itemsPath(model))
  const payload = schema && resolve<Schema>(document, schema)
  const items = payload?.['items'] as Schema | undefined
  return items ? resolve<Schema>(document, items) : payload
}
