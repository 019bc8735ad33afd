import type { OperationModel } from '../../model/operation.ts'
import { type Document, type Parameter, resolve, type Schema } from '../../openapi/document.ts'
import { isJson, isText } from '../../openapi/media-type.ts'
import { key, literal, quote } from '../print.ts'
import { type CredentialModel, securityOf } from './credentials.ts'
import { successes } from './response-type.ts'

const forms: Readonly<Record<string, string>> = {
  'multipart/form-data': 'multipartBody',
  'application/x-www-form-urlencoded': 'formBody',
}

/** Writes what the runtime needs to know of one operation. */
export function descriptor(
  document: Document,
  model: OperationModel,
  credentials: ReadonlyMap<string, CredentialModel>,
): string {
  const { id, method, path, server, operationObject: source } = model
  const parameters = model.parameters
    .filter((parameter) => parameter.in !== 'path' && !isFieldChoice(model, parameter))
    .map((parameter) => `${key(parameter.name)}: ${place(document, parameter)}`)
  if (source['x-fields'])
    parameters.push(`fields: /* @__PURE__ */ ${fieldPlace(id, source['x-fields'])}`)
  const members: [string, string | undefined][] = [
    ['id', quote(id)],
    ['method', quote(method)],
    ['path', quote(path)],
    ['server', server && quote(server)],
    ['parameters', parameters.length > 0 ? `{ ${parameters.join(', ')} }` : undefined],
    ['body', model.body && body(model.body.mediaType.replace('*/*', 'application/json'))],
    [
      'security',
      model.security.length > 0 ? literal(securityOf(credentials, model.security)) : undefined,
    ],
    ['envelope', model.envelope && literal(model.envelope)],
    ['pagination', source['x-pagination'] && literal(source['x-pagination'])],
    [
      'idempotent',
      source['x-idempotent'] === undefined ? undefined : literal(source['x-idempotent']),
    ],
    ['responseType', responseType(model)],
  ]
  const written = members
    .filter(([, text]) => text !== undefined)
    .map(([name, text]) => `  ${name}: ${text},\n`)
  return `{\n${written.join('')}}`
}

function place(document: Document, parameter: Parameter): string {
  if (parameter.in === 'cookie') return 'cookie'
  if (parameter.in === 'header')
    return isPlain(document, parameter, 'array') ? 'header' : 'headerList'
  if (parameter.content) return 'queryJson'
  const { style = 'form', explode = style === 'form' } = parameter
  if (style === 'deepObject') return 'queryDeepObject'
  if (explode) return isPlain(document, parameter, 'object') ? 'query' : 'queryObject'
  return style === 'form'
    ? 'queryCommaDelimited'
    : style === 'spaceDelimited'
      ? 'querySpaceDelimited'
      : 'queryPipeDelimited'
}

// What may be of the `other` type needs more of the runtime.
function isPlain(document: Document, { schema }: Parameter, other: string): boolean {
  const { type } = schema ? resolve<Schema>(document, schema) : {}
  return type !== undefined && ![type].flat().includes(other)
}

function body(type: string): string {
  const serialize = isJson(type) ? 'jsonBody' : (forms[type] ?? 'rawBody')
  return `{ type: ${quote(type)}, serialize: ${serialize} }`
}

// The list of fields is written by the convention of the operation.
function isFieldChoice(
  { operationObject: source }: OperationModel,
  { name, in: place }: Parameter,
): boolean {
  const choice = source['x-fields']
  return (
    place === 'query' &&
    choice !== undefined &&
    choice.style !== 'body' &&
    choice.params.includes(name)
  )
}

const fieldPlaces = { flags: 'flagFields', csv: 'csvFields', body: 'bodyFields' } as const

function fieldPlace(
  id: string,
  { style, params }: NonNullable<OperationModel['operationObject']['x-fields']>,
): string {
  return `${fieldPlaces[style]}(${style === 'flags' ? `${id}Fields` : quote(params[0] ?? 'fields')})`
}

function responseType(model: OperationModel): string | undefined {
  const [success] = successes(model)
  const type = success?.mediaType
  if (success && type === undefined && !/^20[45]$/.test(success.status)) return quote('none')
  if (type === undefined || isJson(type)) return undefined
  return quote(isText(type) ? 'text' : 'blob')
}
