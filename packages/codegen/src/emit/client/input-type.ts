import { type BodyModel, inputParameters } from '../../model/operation.ts'
import type { Parameter } from '../../openapi/document.ts'
import { pascal } from '../../openapi/identifiers.ts'
import { isForm, isJson, isText } from '../../openapi/media-type.ts'
import { annotations } from '../types/annotations.ts'
import { writeDeclaration } from '../types/declaration.ts'
import { type Member, nameNode, type TypeNode, unknownType } from '../types/type-node.ts'
import type { EmitContext } from './response-type.ts'

// Options of a call that callers write into the input by mistake. The base gives them an error that
// names the place.
const baseNames = ['timeout', 'totalTimeout']

/** Writes the type of the input of an operation. */
export function writeInputType(context: EmitContext): string {
  const { model, imports } = context
  const members = inputParameters(model).map((parameter) => parameterMember(context, parameter))
  if (model.body) members.push(bodyMember(context, model.body))
  const hasBase = !members.some(({ name }) => baseNames.includes(name))
  const bases = hasBase ? [{ text: imports.runtime.type('InputBase'), component: '' }] : []
  const declaration = writeDeclaration(`${pascal(model.id)}Input`, {
    kind: 'object',
    members,
    bases,
  })
  return `/** Input of {@link ${model.id}}. */\n${declaration}`
}

function parameterMember({ types }: EmitContext, parameter: Parameter): Member {
  const { name, required = false, description, deprecated } = parameter
  const schema = parameter.schema ?? Object.values(parameter.content ?? {})[0]?.schema
  return {
    name,
    isOptional: !required,
    type: schema === undefined ? unknownType : types.typeOf(schema),
    comment: annotations({ ...schema, ...(deprecated && { deprecated }) }, description?.trim()),
  }
}

function bodyMember(context: EmitContext, body: BodyModel): Member {
  return {
    name: 'body',
    isOptional: !body.required,
    type: bodyType(context, body),
    comment: [body.description ?? 'The request body.'],
  }
}

// Only JSON and forms are serialized from the value that their schema describes.
function bodyType({ types, payloads }: EmitContext, { mediaType }: BodyModel): TypeNode {
  if (!isJson(mediaType) && !isForm(mediaType)) {
    return nameNode(isText(mediaType) ? 'string' : 'Blob')
  }
  if (payloads.body !== undefined) return types.typeOf(payloads.body)
  if (!isForm(mediaType)) return unknownType
  return nameNode(mediaType.startsWith('multipart/') ? 'FormData' : 'URLSearchParams')
}
