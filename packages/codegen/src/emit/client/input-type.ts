import type { MediaModel } from '../../model/media.ts'
import { acceptChoices, bodyChoices, inputParameters } from '../../model/operation.ts'
import type { Parameter } from '../../openapi/document.ts'
import { pascal } from '../../openapi/identifiers.ts'
import { isForm, isJson, isText } from '../../openapi/media-type.ts'
import { annotations } from '../types/annotations.ts'
import { writeDeclaration } from '../types/declaration.ts'
import {
  isKeyword,
  literalType,
  type Member,
  nameNode,
  type TypeNode,
  typeText,
  unionOf,
  unknownType,
} from '../types/type-node.ts'
import type { EmitContext } from './response-type.ts'

// Options of a call that callers write into the input by mistake. The base gives them an error that
// names the place.
const baseNames = ['timeout', 'totalTimeout']

/** Writes the type of the input of an operation. */
export function writeInputType(context: EmitContext): string {
  const { model, payloads } = context
  const name = `${pascal(model.id)}Input`
  const members = [
    ...inputParameters(model).map((parameter) => parameterMember(context, parameter)),
    ...acceptMembers(context),
  ]
  const comment = `/** Input of {@link ${model.id}}. */\n`
  const bodies = bodyVariants(context)
  if (bodies.length < 2) {
    return comment + writeInterface(context, name, [...members, ...(bodies[0]?.members ?? [])])
  }
  // One interface for each type of the body, as its media type decides which one it is.
  const variants = bodies.map(({ mediaType, members: body }) => {
    const variant = payloads.inputs.get(mediaType) ?? name
    const text = writeInterface(context, variant, [...members, ...body])
    return {
      name: variant,
      text: `/** Input of {@link ${model.id}} as \`${mediaType}\`. */\n${text}`,
    }
  })
  const types = variants.map((variant) => nameNode(variant.name))
  const texts = variants.map(({ text }) => text)
  return [...texts, comment + writeDeclaration(name, { kind: 'union', types })].join('\n')
}

function writeInterface({ imports }: EmitContext, name: string, members: Member[]): string {
  const hasBase = !members.some((member) => baseNames.includes(member.name))
  const bases = hasBase ? [{ text: imports.runtime.type('InputBase'), component: '' }] : []
  return writeDeclaration(name, { kind: 'object', members, bases })
}

function parameterMember({ types }: EmitContext, parameter: Parameter): Member {
  const { name, required = false, description, deprecated } = parameter
  const schema = parameter.schema ?? Object.values(parameter.content ?? {})[0]?.schema
  return {
    name,
    isOptional: !required,
    type: schema === undefined ? unknownType : withoutNull(types.typeOf(schema)),
    comment: annotations({ ...schema, ...(deprecated && { deprecated }) }, description?.trim()),
  }
}

// There is no notation for null outside of a body.
function withoutNull(type: TypeNode): TypeNode {
  if (type.kind !== 'union') return type
  const others = type.types.filter((one) => !isKeyword(one, 'null'))
  return others.length > 0 ? unionOf(others) : type
}

function acceptMembers({ model }: EmitContext): Member[] {
  const types = acceptChoices(model)
  if (types.length === 0) return []
  const comment = ['Media type of the response.', `@default '${types[0]}'`]
  const type = unionOf(types.map(literalType))
  return [{ name: 'accept', isOptional: true, type, comment }]
}

interface BodyVariant {
  readonly mediaType: string
  readonly members: readonly Member[]
}

// The body with the media types that it can have: one variant for each type of the body.
function bodyVariants(context: EmitContext): BodyVariant[] {
  const { body } = context.model
  if (!body) return []
  const choices = bodyChoices(context.model)
  const byType = Map.groupBy(choices, (choice) => typeText(bodyType(context, choice)))
  const comment = [body.description ?? 'The request body.']
  return [...byType.values()].map((group) => {
    const [first = body] = group
    const type = bodyType(context, first)
    const isDefault = first === choices[0]
    const member = { name: 'body', isOptional: !body.required && isDefault, type, comment }
    const { mediaType } = first
    if (choices.length === 1) return { mediaType, members: [member] }
    const choice = {
      name: 'contentType',
      isOptional: isDefault,
      type: unionOf(group.map(({ mediaType }) => literalType(mediaType))),
      comment: [
        'Media type of the request body.',
        ...(isDefault ? [`@default '${first.mediaType}'`] : []),
      ],
    }
    return { mediaType, members: [member, choice] }
  })
}

// Only JSON and forms are serialized from the value that their schema describes.
function bodyType(
  { model, types, payloads }: EmitContext,
  { mediaType, media }: MediaModel,
): TypeNode {
  if (!isJson(mediaType) && !isForm(mediaType)) {
    return nameNode(isText(mediaType) ? 'string' : 'Blob')
  }
  const isDefault = JSON.stringify(media.schema) === JSON.stringify(model.body?.media.schema)
  const schema = isDefault ? payloads.body : media.schema
  if (schema !== undefined) return types.typeOf(schema)
  if (!isForm(mediaType)) return unknownType
  return nameNode(mediaType.startsWith('multipart/') ? 'FormData' : 'URLSearchParams')
}
