import { type Document, resolve, type Schema } from './document.ts'
import { exampleOf, type OperationModel } from './model.ts'
import { Code } from './names.ts'

/** The smallest legal input of an operation, from the examples of the contract. */
export function exampleInput(document: Document, model: OperationModel): Record<string, unknown> {
  const input: Record<string, unknown> = {}
  for (const parameter of model.parameters) {
    if (parameter.required) input[parameter.name] = exampleOf(document, parameter)
  }
  if (!model.body?.required) return input
  const body = withBlobs(document, model.body.media.schema, exampleOf(document, model.body.media))
  const choice = model.source['x-fields']
  if (choice?.style !== 'body' || typeof body !== 'object') return { ...input, body }
  const [name = 'fields'] = choice.params
  const { [name]: fields, ...rest } = body as Record<string, unknown>
  return { ...input, ...(fields !== undefined && { fields }), body: rest }
}

// A file stands in the contract as a text; a caller passes a Blob.
function withBlobs(document: Document, given: Schema | undefined, value: unknown): unknown {
  const schema = given && resolve<Schema>(document, given)
  if (schema?.['format'] === 'binary') return new Code(`new Blob([${JSON.stringify(String(value))}])`)
  if (Array.isArray(value)) return value.map((item) => withBlobs(document, schema?.['items'] as Schema | undefined, item))
  if (typeof value !== 'object' || value === null) return value
  const properties = (schema?.['properties'] ?? {}) as Record<string, Schema>
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withBlobs(document, properties[name], member)]))
}
