import { exampleOf, type OperationModel } from '../../model/operation.ts'
import { type Document, type MediaType, resolve, type Schema } from '../../openapi/document.ts'
import { isForm, isJson, isText } from '../../openapi/media-type.ts'
import { Code } from '../print.ts'
import { sampleOf } from './sample-value.ts'

/** The smallest legal input of an operation, from the examples of the contract. */
export function exampleInput(document: Document, model: OperationModel): Record<string, unknown> {
  const input: Record<string, unknown> = {}
  for (const parameter of model.parameters) {
    if (!parameter.required) continue
    const [media] = Object.values(parameter.content ?? {})
    input[parameter.name] =
      exampleOf(document, parameter) ?? sampleOf(document, parameter.schema ?? media?.schema)
  }
  if (!model.body?.required) return input
  const { mediaType, media } = model.body
  const body = bodyOf(document, mediaType, media)
  const choice = model.operationObject['x-fields']
  if (choice?.style !== 'body' || typeof body !== 'object') return { ...input, body }
  const [name = 'fields'] = choice.params
  const { [name]: fields, ...rest } = body as Record<string, unknown>
  return { ...input, ...(fields !== undefined && { fields }), body: rest }
}

function bodyOf(document: Document, mediaType: string, media: MediaType): unknown {
  const example = exampleOf(document, media) ?? sampleOf(document, media.schema)
  if (isJson(mediaType) || (isForm(mediaType) && media.schema))
    return withBlobs(document, media.schema, example)
  if (isForm(mediaType))
    return new Code(mediaType.startsWith('multipart/') ? 'new FormData()' : 'new URLSearchParams()')
  return isText(mediaType) ? 'text' : new Code(`new Blob(['file'])`)
}

// A file stands in the contract as a text; a caller passes a Blob.
function withBlobs(document: Document, given: Schema | undefined, value: unknown): unknown {
  const schema = given && resolve<Schema>(document, given)
  if (value instanceof Code) return value
  if (schema?.['format'] === 'binary')
    return new Code(`new Blob([${JSON.stringify(String(value))}])`)
  if (Array.isArray(value))
    return value.map((item) => withBlobs(document, schema?.['items'] as Schema | undefined, item))
  if (typeof value !== 'object' || value === null) return value
  const properties = (schema?.['properties'] ?? {}) as Record<string, Schema>
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      withBlobs(document, properties[name], member),
    ]),
  )
}
