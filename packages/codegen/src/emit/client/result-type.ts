import { type ResponseModel, successResponses } from '../../model/operation.ts'
import { schemaAt } from '../../model/schema-at.ts'
import { pascal } from '../../openapi/identifiers.ts'
import { isJson } from '../../openapi/media-type.ts'
import { typeText } from '../types/type-node.ts'
import { statusesOfClass } from './error-statuses.ts'
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
  return `/** Result of {@link ${id}}, discriminated by \`ok\` and \`status\`. */
export type ${pascal(id)}Result =
${types.map((type) => `  | ${type}\n`).join('')}`
}

const union = (types: readonly (string | number)[]) => types.join(' | ') || 'never'
const hasExactStatus = ({ status }: ResponseModel) => /^\d{3}$/.test(status)
const hasStatusRange = ({ status }: ResponseModel) => /^[3-5]XX$/i.test(status)

// A range or `default` can be any status.
const statusType = (response: ResponseModel) =>
  hasExactStatus(response) ? response.status : 'number'

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
  const exact = model.responses.filter(hasExactStatus)
  const failures = exact
    .filter(({ status }) => !status.startsWith('2'))
    .map((response) => {
      const failure = imports.runtime.type('Failure')
      return `${failure}<${response.status}, ${errorBody(context, response)}>`
    })
  const ranges = model.responses.filter(hasStatusRange).map((response) => {
    const statuses = union(statusesOfClass(response.status))
    const declared = union(exact.map(({ status }) => status))
    const failure = imports.runtime.type('Failure')
    return `${failure}<Exclude<${statuses}, ${declared}>, ${errorBody(context, response)}>`
  })
  return [...failures, ...ranges]
}

function otherStatusType(context: EmitContext): string {
  const { runtime } = context.imports
  const { responses } = context.model
  const declared = union([
    ...responses.filter(hasExactStatus).map(({ status }) => status),
    ...responses.filter(hasStatusRange).flatMap(({ status }) => statusesOfClass(status)),
  ])
  const rest = responses.find(({ status }) => status === 'default')
  const body = rest ? errorBody(context, rest) : 'unknown'
  if (body === 'unknown') return `${runtime.type('UndeclaredStatus')}<${declared}>`
  const statuses = `Exclude<${runtime.type('ErrorStatus')}, ${declared}>`
  return `${runtime.type('Failure')}<${statuses}, ${body}>`
}

function errorBody(context: EmitContext, response: ResponseModel): string {
  return response.schema && response.mediaType && isJson(response.mediaType)
    ? typeText(bodyTypeAt(context, response, ''))
    : 'unknown'
}
