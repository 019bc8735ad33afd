import { type BodyModel, inputParameters } from '../../model/operation.ts'
import { type Parameter, resolve, type Schema } from '../../openapi/document.ts'
import { pascal } from '../../openapi/identifiers.ts'
import { isForm, isJson, isText } from '../../openapi/media-type.ts'
import { key, quote, tsdoc } from '../print.ts'
import { boundsText } from './bounds.ts'
import { type EmitContext, operationRoot, operationType } from './response-type.ts'

/** Writes the type of the input of an operation. */
export function writeInputType(context: EmitContext): string {
  const { model } = context
  const properties = inputParameters(model).map((parameter) => parameterInput(context, parameter))
  if (model.body) properties.push(bodyInput(context, model.body))
  // An interface without properties would accept any object.
  if (properties.length === 0 && !model.fields) {
    properties.push('  readonly [name: string]: never\n')
  }
  return `/** Input of {@link ${model.id}}. */\nexport interface ${pascal(model.id)}Input {\n${properties.join('')}}\n`
}

/** Returns the type of openapi-typescript at a path into that of an operation. Imports its root. */
function typeOf({ model, imports }: EmitContext, path: string): string {
  imports.types.type(operationRoot(model))
  return `${operationType(model)}${path}`
}

function parameterInput(context: EmitContext, parameter: Parameter): string {
  const { name, required = false, description, deprecated, in: location } = parameter
  const group = typeOf(context, `['parameters'][${quote(location)}]`)
  const type = `${required ? group : `NonNullable<${group}>`}[${quote(name)}]`
  const schema = parameter.schema && resolve<Schema>(context.document, parameter.schema)
  const words = [description?.trim(), schema && boundsText(schema)].filter(Boolean).join(' ')
  const comment = tsdoc([words, deprecated ? '@deprecated' : undefined], '  ')
  return `${comment}  ${key(name)}${required ? '' : '?'}: ${type}\n`
}

function bodyInput(context: EmitContext, body: BodyModel): string {
  const fields = context.model.operationObject['x-fields']
  const whole = bodyType(context, body)
  // The runtime adds this property from `fields`.
  const type =
    fields?.style === 'body' ? `Omit<${whole}, ${fields.params.map(quote).join(' | ')}>` : whole
  const comment = tsdoc([body.description ?? 'The request body.'], '  ')
  return `${comment}  body${body.required ? '' : '?'}: ${type}\n`
}

// Only JSON and forms are serialized from the value that their schema describes.
function bodyType(context: EmitContext, { mediaType, media, required }: BodyModel): string {
  if (!isJson(mediaType) && !isForm(mediaType)) return isText(mediaType) ? 'string' : 'Blob'
  if (isForm(mediaType) && !media.schema) {
    return mediaType.startsWith('multipart/') ? 'FormData' : 'URLSearchParams'
  }
  const type = typeOf(context, `['requestBody']`)
  return `${required ? type : `NonNullable<${type}>`}['content'][${quote(mediaType)}]`
}
