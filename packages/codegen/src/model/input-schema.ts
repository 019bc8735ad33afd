import { type Document, type Parameter, resolve, type Schema } from '../openapi/document.ts'
import type { OperationModel } from './operation.ts'

/** The schema of an operation's flat input, as its generated function takes it. */
export function inputSchema(document: Document, model: OperationModel): Schema {
  const choice = model.operationObject['x-fields']
  const hidden = new Set(choice && choice.style !== 'body' ? choice.params : [])
  const shown = model.parameters.filter(({ name }) => !hidden.has(name))
  const properties = Object.fromEntries(
    shown.map((parameter) => [parameter.name, parameterSchema(parameter)]),
  )
  const required = shown.filter((parameter) => parameter.required).map(({ name }) => name)
  if (model.body) {
    properties['body'] = model.body.media.schema ?? {}
    if (model.body.required) required.push('body')
  }
  if (choice) Object.assign(properties, fieldsSchema(document, model, properties))
  // The list of fields is a member of the body when it is sent, but not when it is given.
  const [name = 'fields'] = choice?.params ?? []
  if (choice?.style === 'body')
    properties['body'] = without(document, properties['body'] as Schema, name)
  return { type: 'object', properties, required, additionalProperties: false }
}

function parameterSchema({ schema, content }: Parameter): Schema {
  return schema ?? Object.values(content ?? {})[0]?.schema ?? {}
}

function fieldsSchema(
  document: Document,
  model: OperationModel,
  properties: Record<string, Schema>,
): Record<string, Schema> {
  const choice = model.operationObject['x-fields']
  const [name = 'fields'] = choice?.params ?? []
  if (choice?.style === 'flags')
    return { fields: { type: 'array', items: { enum: choice.params } } }
  if (choice?.style === 'csv') {
    const parameter = model.parameters.find((known) => known.name === name)
    const schema = parameter && parameterSchema(parameter)
    return {
      fields: schema?.['type'] === 'array' ? schema : { type: 'array', items: { type: 'string' } },
    }
  }
  const body = properties['body'] && resolve<Schema>(document, properties['body'])
  const known = (body?.['properties'] as Record<string, Schema> | undefined)?.[name]
  return { fields: known ?? { type: 'array', items: { type: 'string' } } }
}

function without(document: Document, given: Schema, name: string): Schema {
  const schema = resolve<Schema>(document, given)
  const required = schema['required'] as string[] | undefined
  if (!required?.includes(name)) return given
  return { ...schema, required: required.filter((other) => other !== name) }
}
