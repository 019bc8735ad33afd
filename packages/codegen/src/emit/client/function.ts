import {
  inputParameters,
  itemsPath,
  type ResponseModel,
  successResponses,
} from '../../model/operation.ts'
import { pascal } from '../../openapi/identifiers.ts'
import { isProvisional, provenanceLine } from '../../openapi/provenance.ts'
import { lineWidth, sentence, wrappedLiteral } from '../print.ts'
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
  return `${writeComment(context)}export function ${model.id}${typeParameters}(
  client: ${runtime.type('Client')},
  ${inputParameter(context)},
  options?: ${optionsType},
): ${callType(context, kind)} {
  return ${call}(client, ${model.id}Operation, input, options)
}
`
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
  else if (kind.hasUnknownItem) types.push(unknownType)
  if (!model.fields) return genericType(imports.runtime.type(kind.type), types)
  const name = imports.runtime.type(isPaged ? 'SelectedPagedCall' : 'SelectedCall')
  return genericType(name, [nameNode('F'), ...types])
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
