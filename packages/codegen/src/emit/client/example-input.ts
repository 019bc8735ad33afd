import type { BodyModel, OperationModel } from '../../model/operation.ts'
import { convertedValue } from '../../openapi/converted.ts'
import { type Document, type Parameter, resolve, type Schema } from '../../openapi/document.ts'
import { exampleOf } from '../../openapi/example.ts'
import { isForm, isJson, isText } from '../../openapi/media-type.ts'
import { Code, quote } from '../print.ts'
import { sampleValue } from './sample-value.ts'

/** Returns the smallest valid input of an operation, from the examples of the contract. */
export function exampleInput(document: Document, model: OperationModel): Record<string, unknown> {
  const input: Record<string, unknown> = {}
  for (const parameter of model.parameters) {
    if (!parameter.required) continue
    const example = exampleOf(document, parameter) ?? parameterSample(document, parameter)
    const [media] = Object.values(parameter.content ?? {})
    input[parameter.name] = asInput(document, parameter.schema ?? media?.schema, example)
  }
  if (!model.body?.required) return input
  const body = bodyExample(document, model.body)
  const fields = model.operationObject['x-fields']
  if (fields?.style !== 'body' || typeof body !== 'object') return { ...input, body }
  const [name = 'fields'] = fields.params
  const { [name]: selected, ...rest } = body as Record<string, unknown>
  return { ...input, ...(selected !== undefined && { fields: selected }), body: rest }
}

function parameterSample(
  document: Document,
  { in: location, schema, content }: Parameter,
): unknown {
  const [media] = Object.values(content ?? {})
  if (location !== 'path' || !schema) return sampleValue(document, schema ?? media?.schema)
  // A path rejects an empty array or object.
  const whole = resolve<Schema>(document, schema)
  const required = Object.keys((whole['properties'] ?? {}) as object)
  return sampleValue(document, { ...whole, minItems: whole['minItems'] || 1, required })
}

function bodyExample(document: Document, { mediaType, media }: BodyModel): unknown {
  const example = exampleOf(document, media) ?? sampleValue(document, media.schema)
  if (isJson(mediaType) || (isForm(mediaType) && media.schema)) {
    return asInput(document, media.schema, example)
  }
  if (isForm(mediaType)) {
    return new Code(mediaType.startsWith('multipart/') ? 'new FormData()' : 'new URLSearchParams()')
  }
  return isText(mediaType) ? 'text' : new Code(`new Blob(['file'])`)
}

// In the contract the example of a file is a string and may have properties that only the server
// sets, but the input takes a Blob and no such properties; a date may be a Date.
function asInput(document: Document, node: Schema | undefined, value: unknown): unknown {
  const schema = node && resolve<Schema>(document, node)
  if (value instanceof Code) return value
  if (schema?.['format'] === 'binary') {
    return new Code(`new Blob([${JSON.stringify(String(value))}])`)
  }
  const converted = schema && convertedValue(schema)
  if (converted === 'Date' && typeof value === 'string')
    return new Code(`new Date(${quote(value)})`)
  if (converted === 'bigint' && Number.isInteger(value)) return new Code(`${value}n`)
  if (Array.isArray(value)) {
    return value.map((item) => asInput(document, schema?.['items'] as Schema | undefined, item))
  }
  if (typeof value !== 'object' || value === null) return value
  const properties = propertiesOf(document, schema)
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => properties[name]?.['readOnly'] !== true)
      .map(([name, property]) => [name, asInput(document, properties[name], property)]),
  )
}

function propertiesOf(
  document: Document,
  node: Schema | undefined,
  depth = 0,
): Record<string, Schema> {
  if (!node || depth > 8) return {}
  const { properties, allOf } = resolve<Schema>(document, node)
  const parts = (Array.isArray(allOf) ? allOf : []) as Schema[]
  const inner = parts.map((part) => propertiesOf(document, part, depth + 1))
  return Object.assign({}, ...inner, properties)
}
