import { type Document, type Parameter, resolve, type Schema } from '../openapi/document.ts'
import { anyMediaSchema } from './media.ts'
import {
  acceptChoices,
  bodyChoices,
  inputParameters,
  notationChoices,
  type OperationModel,
} from './operation.ts'

const oneOf = (values: readonly string[]) => ({ type: 'string', enum: values })

const stringArray = { type: 'array', items: { type: 'string' } }

/** Returns the schema of the flat input that the function of an operation takes. */
export function inputSchema(document: Document, model: OperationModel): Schema {
  const parameters = inputParameters(model)
  const properties = Object.fromEntries(
    parameters.map((parameter) => [parameter.name, parameterSchema(parameter)]),
  )
  const required = parameters.filter((parameter) => parameter.required).map(({ name }) => name)
  if (model.body) {
    const choices = bodyChoices(model)
    properties['body'] = anyMediaSchema(choices) ?? {}
    if (choices.length > 1) properties['contentType'] = oneOf(choices.map((one) => one.mediaType))
    if (model.body.required) required.push('body')
  }
  const accepted = [...acceptChoices(model), ...notationChoices(model)]
  if (accepted.length > 0) properties['accept'] = oneOf(accepted)
  const fields = model.operationObject['x-fields']
  if (fields) properties['fields'] = fieldsSchema(document, model, properties['body'])
  if (fields?.style === 'body') {
    // The runtime adds this property to the body, so the caller need not.
    const [name = 'fields'] = fields.params
    properties['body'] = withOptional(document, properties['body'] as Schema, name)
  }
  return { type: 'object', properties, required, additionalProperties: false }
}

function parameterSchema({ schema, content }: Parameter): Schema {
  return schema ?? Object.values(content ?? {})[0]?.schema ?? {}
}

function fieldsSchema(
  document: Document,
  { operationObject, parameters }: OperationModel,
  body: Schema | undefined,
): Schema {
  const { style, params = [] } = operationObject['x-fields'] ?? {}
  const [name = 'fields'] = params
  if (style === 'flags') return { type: 'array', items: { enum: params } }
  if (style === 'csv') {
    const parameter = parameters.find((one) => one.name === name)
    const schema = parameter && parameterSchema(parameter)
    return schema?.['type'] === 'array' ? schema : stringArray
  }
  const properties = body && resolve<Schema>(document, body)['properties']
  return (properties as Record<string, Schema> | undefined)?.[name] ?? stringArray
}

function withOptional(document: Document, node: Schema, name: string): Schema {
  const schema = resolve<Schema>(document, node)
  const required = schema['required'] as string[] | undefined
  if (!required?.includes(name)) return node
  return { ...schema, required: required.filter((other) => other !== name) }
}
