import { type ResponseModel, successResponses } from '../../model/operation.ts'
import type { RuntimeType } from '../../model/runtime-names.ts'
import { schemaAt } from '../../model/schema-at.ts'
import { pascal } from '../../openapi/identifiers.ts'
import { isJson } from '../../openapi/media-type.ts'
import { lineWidth } from '../print.ts'
import { annotations } from '../types/annotations.ts'
import { writeDeclaration } from '../types/declaration.ts'
import { nameNode, typeText } from '../types/type-node.ts'
import { bodyTypeAt, type EmitContext, payloadType } from './response-type.ts'

/** Writes the type of the result of an operation, discriminated by `ok` and `status`. */
export function writeResultType(context: EmitContext): string {
  const { id } = context.model
  const types = [
    ...successTypes(context),
    invalidResponseType(context),
    ...failureTypes(context),
    otherStatusType(context),
  ]
  const comment = `/** Result of {@link ${id}}, discriminated by \`ok\` and \`status\`. */\n`
  const name = `${pascal(id)}Result`
  const { headers } = context.payloads
  if (headers !== undefined) {
    return `${writeHeadersType(context, headers)}\n${comment}${withHeaders(context, name, types)}`
  }
  const union = { kind: 'union', types: types.map((type) => nameNode(type)) } as const
  return comment + writeDeclaration(name, union)
}

function withHeaders({ imports, payloads }: EmitContext, name: string, types: string[]): string {
  const head = `export type ${name} = ${imports.runtime.type('WithHeaders')}<`
  const line = `${head}${types.join(' | ')}, ${payloads.headers}>`
  if (line.length <= lineWidth) return `${line}\n`
  const union = `  ${types.join(' | ')},`
  if (union.length <= lineWidth) return `${head}\n${union}\n  ${payloads.headers}\n>\n`
  return `${head}\n${types.map((type) => `  | ${type}`).join('\n')},\n  ${payloads.headers}\n>\n`
}

function writeHeadersType({ model, types }: EmitContext, name: string): string {
  const members = model.headers.map((header) => ({
    name: header.name,
    isOptional: true,
    type: types.typeOf(header.schema),
    comment: annotations(header.schema, header.description),
  }))
  const declaration = writeDeclaration(name, { kind: 'object', members, bases: [] })
  return `/** Headers of the responses of {@link ${model.id}}. */\n${declaration}`
}

const rangeTypes: Readonly<Record<string, RuntimeType>> = {
  '3XX': 'RedirectStatus',
  '4XX': 'ClientErrorStatus',
  '5XX': 'ServerErrorStatus',
}

const union = (types: readonly string[]) => types.join(' | ') || 'never'
const hasExactStatus = ({ status }: ResponseModel) => /^\d{3}$/.test(status)
const rangeOf = ({ status }: ResponseModel) => rangeTypes[status.toUpperCase()]

// A range or `default` can be any status.
const statusType = (response: ResponseModel) =>
  hasExactStatus(response) ? response.status : 'number'

const without = (type: string, excluded: readonly string[]) =>
  excluded.length > 0 ? `Exclude<${type}, ${union(excluded)}>` : type

function successTypes(context: EmitContext): string[] {
  const { document, model, imports } = context
  const success = imports.runtime.type('Success')
  const responses = successResponses(model)
  const meta = model.envelope?.meta
  if (responses.length === 0) return [`${success}<number, unknown>`]
  return responses.map((response) => {
    const data = typeText(payloadType(context, response))
    const hasMeta = meta !== undefined && schemaAt(document, response.schema, meta)
    const metaType = hasMeta ? `, ${typeText(bodyTypeAt(context, response, meta))}` : ''
    return `${success}<${statusType(response)}, ${data}${metaType}>`
  })
}

function invalidResponseType({ model, imports }: EmitContext): string {
  const statuses = successResponses(model).map(statusType)
  const isAny = statuses.length === 0 || statuses.includes('number')
  return `${imports.runtime.type('InvalidResponse')}<${isAny ? 'number' : union(statuses)}>`
}

function failureTypes(context: EmitContext): string[] {
  const { model, imports } = context
  const failure = (status: string, response: ResponseModel) =>
    `${imports.runtime.type('Failure')}<${status}, ${errorBody(context, response)}>`
  const exact = model.responses.filter(hasExactStatus)
  const failures = exact
    .filter(({ status }) => !status.startsWith('2'))
    .map((response) => failure(response.status, response))
  const ranges = model.responses.flatMap((response) => {
    const range = rangeOf(response)
    if (range === undefined) return []
    const declared = exact.map(({ status }) => status)
    const inRange = declared.filter((status) => status.charAt(0) === response.status.charAt(0))
    return [failure(without(imports.runtime.type(range), inRange), response)]
  })
  return [...failures, ...ranges]
}

function otherStatusType(context: EmitContext): string {
  const { runtime } = context.imports
  const { responses } = context.model
  const declared = [
    ...responses.filter(hasExactStatus).map(({ status }) => status),
    ...responses.flatMap((response) => {
      const range = rangeOf(response)
      return range === undefined ? [] : [runtime.type(range)]
    }),
  ]
  const rest = responses.find(({ status }) => status === 'default')
  const body = rest ? errorBody(context, rest) : 'unknown'
  if (body === 'unknown') return `${runtime.type('UndeclaredStatus')}<${union(declared)}>`
  return `${runtime.type('Failure')}<${without(runtime.type('ErrorStatus'), declared)}, ${body}>`
}

function errorBody(context: EmitContext, response: ResponseModel): string {
  return response.schema && response.mediaType && isJson(response.mediaType)
    ? typeText(bodyTypeAt(context, response, ''))
    : 'unknown'
}
