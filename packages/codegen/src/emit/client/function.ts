import {
  inputParameters,
  itemsPath,
  notationChoices,
  type ResponseModel,
  successResponses,
} from '../../model/operation.ts'
import { pascal } from '../../openapi/identifiers.ts'
import { isProvisional, provenanceLine } from '../../openapi/provenance.ts'
import { lineWidth, quote, sentence, wrappedLiteral } from '../print.ts'
import { tsdoc } from '../tsdoc.ts'
import { nameNode, type TypeNode, typeText, unionOf, unknownType } from '../types/type-node.ts'
import { type CallKind, callKind } from './call-kind.ts'
import { exampleInput } from './example-input.ts'
import { bodyTypeAt, type EmitContext, successPayloadType } from './response-type.ts'

/** Writes the function of an operation. */
export function writeFunction(context: EmitContext): string {
  const { model, imports } = context
  const { runtime } = imports
  const kind = callKind(model)
  const optionsType = runtime.type(kind.options)
  const call = runtime.value(kind.call)
  const typeParameters = model.fields ? '<const F extends readonly string[] = never>' : ''
  const overloads = writeNotationOverloads(context, kind)
  const head = overloads === '' ? writeComment(context) : overloads
  return `${head}export function ${model.id}${typeParameters}(
  client: ${runtime.type('Client')},
  ${inputParameter(context)},
  options?: ${optionsType},
): ${overloads === '' ? callType(context, kind) : anyCallType(context, kind)} {
  return ${call}(client, ${model.id}Operation, input, options)
}
`
}

// The implementation of overloads. Each of them has a more precise type.
function anyCallType({ imports }: EmitContext, kind: CallKind): string {
  return genericType(imports.runtime.type(kind.type), [unknownType, unknownType])
}

// With another notation than JSON the data is a string. The overload for JSON is the last, which is
// the one that TypeScript infers from.
function writeNotationOverloads(context: EmitContext, kind: CallKind): string {
  const { model, imports } = context
  const choices = notationChoices(model)
  if (choices.length === 0) return ''
  const { runtime } = imports
  const accept = choices.map(quote).join(' | ')
  const input = `${pascal(model.id)}Input`
  const isEmpty = successResponses(model).some(({ notations }) => notations.length === 0)
  const data = isEmpty ? 'string | undefined' : 'string'
  const result = `${runtime.type('SelectedResult')}<${pascal(model.id)}Result, ${data}>`
  const comment = writeComment(context)
  const overload = (parameter: string, type: string) => `${comment}export function ${model.id}(
  client: ${runtime.type('Client')},
  ${parameter},
  options?: ${runtime.type(kind.options)},
): ${type}
`
  const asString = genericType(runtime.type(kind.type), [nameNode(result), nameNode(data)])
  return [
    overload(`input: ${input} & { accept: ${accept} }`, asString),
    overload(inputParameter(context), callType(context, kind)),
  ].join('')
}

function inputParameter({ model, imports }: EmitContext): string {
  const isRequired = model.body?.required || inputParameters(model).some(({ required }) => required)
  const type = `${pascal(model.id)}Input`
  const fields = model.fields
    ? ` & { fields?: ${imports.runtime.type('FieldList')}<F, ${pascal(model.id)}Field> }`
    : ''
  return `input${isRequired ? '' : '?'}: ${type}${fields}`
}

function callType(context: EmitContext, kind: CallKind): string {
  const { model, imports } = context
  const [success] = successResponses(model)
  const data = successPayloadType(context)
  const types = [nameNode(`${pascal(model.id)}Result`), data]
  const isPaged = kind.type === 'PagedCall'
  if (isPaged) types.push(itemType(context, success, data))
  else if (kind.hasItem) types.push(streamItemType(context, success))
  if (!model.fields) return genericType(imports.runtime.type(kind.type), types)
  const name = imports.runtime.type(isPaged ? 'SelectedPagedCall' : 'SelectedCall')
  return genericType(name, [nameNode('F'), ...types])
}

function streamItemType({ types }: EmitContext, success: ResponseModel | undefined): TypeNode {
  return success?.items ? types.typeOf(success.items.schema) : unknownType
}

function itemType(
  context: EmitContext,
  success: ResponseModel | undefined,
  data: TypeNode,
): TypeNode {
  const { model } = context
  const path = itemsPath(model)
  const isData = path === (model.envelope?.data ?? '')
  const items = isData || !success ? data : bodyTypeAt(context, success, path)
  const types = items.kind === 'union' ? items.types : [items]
  const arrays = types.flatMap((type) => (type.kind === 'array' ? [type.item] : []))
  return arrays.length > 0 ? unionOf(arrays) : unknownType
}

function genericType(name: string, types: readonly TypeNode[]): string {
  const texts = types.map(typeText)
  const line = `${name}<${texts.join(', ')}>`
  if (line.length + '): '.length + ' {'.length <= lineWidth) return line
  return `${name}<\n${texts.map((text) => `  ${text}`).join(',\n')}\n>`
}

function writeComment({ document, model }: EmitContext): string {
  const { method, path, operationObject } = model
  const permission = operationObject['x-permission']
  const input = exampleInput(document, model)
  const head = `const result = await ${model.id}(client`
  const argument =
    Object.keys(input).length > 0
      ? `, ${wrappedLiteral(input, '', head.length + ' * , )'.length)}`
      : ''
  const tags = [
    `@example\n\`\`\`ts\n${head}${argument})
if (result.ok) console.log(result.data)
else console.error(result.status, result.message)\n\`\`\``,
    isProvisional(operationObject) ? '@beta' : undefined,
    operationObject.deprecated ? '@deprecated' : undefined,
  ]
  return tsdoc([
    sentence(operationObject.summary),
    operationObject.description,
    provenanceLine(operationObject, 'operation'),
    permission && `Permission: ${permission}.`,
    `\`${method} ${path}\``,
    tags.filter(Boolean).join('\n'),
  ])
}
