import type { Credentials } from '../../model/credentials.ts'
import { type OperationModel, successResponses } from '../../model/operation.ts'
import type { RuntimeFunction } from '../../model/runtime-names.ts'
import { type Parameter, resolve, type Schema } from '../../openapi/document.ts'
import { isJson, isText } from '../../openapi/media-type.ts'
import { Code, quote, wrappedLiteral } from '../print.ts'
import { securityLiteral } from './credentials.ts'
import { serializerOf } from './parameter-serializer.ts'
import type { EmitContext } from './response-type.ts'

/** Writes the descriptor of an operation: what the runtime needs to call it. */
export function writeDescriptor(context: EmitContext, credentials: Credentials): string {
  const { model, imports } = context
  const { operationObject, security } = model
  const parameters = parameterDescriptors(context)
  const namespace = () => imports.credentials()
  const keyHeader = operationObject['x-idempotency-key']
  const idempotent = isIdempotent(model)
  const properties: [string, unknown][] = [
    ['id', model.id],
    ['method', model.method],
    ['path', model.path],
    ['server', model.server],
    ['parameters', parameters.length > 0 ? Object.fromEntries(parameters) : undefined],
    ['body', bodyDescriptor(context)],
    [
      'security',
      security.length > 0 ? securityLiteral(credentials, security, namespace) : undefined,
    ],
    ['envelope', model.envelope],
    ['pagination', operationObject['x-pagination']],
    ['idempotent', idempotent],
    [
      'prepare',
      keyHeader
        ? new Code(
            `/* @__PURE__ */ ${imports.runtime.value('idempotencyKey')}(${quote(keyHeader)})`,
          )
        : undefined,
    ],
    ['responseType', responseType(model)],
    ['jsonEvents', jsonEvents(model)],
    ['sensitive', sensitiveNames(context)],
  ]
  const lines = properties
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `  ${name}: ${wrappedLiteral(value, '  ', name.length + 4)},\n`)
  return `{\n${lines.join('')}}`
}

/** Returns whether an operation may be repeated; undefined where its method decides that. */
export function isIdempotent({ operationObject }: OperationModel): boolean | undefined {
  // A service that knows the key of a request carries it out once.
  const hasKey = Boolean(operationObject['x-idempotency-key'])
  return operationObject['x-idempotent'] ?? (hasKey ? true : undefined)
}

function parameterDescriptors(context: EmitContext): [string, Code][] {
  const { model, imports } = context
  const properties = model.parameters
    .filter((parameter) => !isFieldSelection(model, parameter))
    .flatMap((parameter): [string, Code][] => {
      const serializer = serializerOf(context, parameter)
      return serializer === undefined ? [] : [[parameter.name, new Code(serializer)]]
    })
  const fields = model.operationObject['x-fields']
  if (fields) {
    const [name = 'fields'] = fields.params
    const serializer = imports.runtime.value(fieldSerializers[fields.style])
    const argument = fields.style === 'flags' ? `${model.id}Fields` : quote(name)
    properties.push(['fields', new Code(`/* @__PURE__ */ ${serializer}(${argument})`)])
  }
  return properties
}

const formSerializers: Readonly<Record<string, RuntimeFunction>> = {
  'multipart/form-data': 'multipartBody',
  'application/x-www-form-urlencoded': 'formBody',
}

function bodyDescriptor({ model, imports }: EmitContext): object | undefined {
  if (!model.body) return undefined
  const type = model.body.mediaType.replace('*/*', 'application/json')
  const serializer = isJson(type) ? 'jsonBody' : (formSerializers[type] ?? 'rawBody')
  return { type, serialize: new Code(imports.runtime.value(serializer)) }
}

const fieldSerializers = { flags: 'flagFields', csv: 'csvFields', body: 'bodyFields' } as const

// The serializer of `fields` writes these parameters.
function isFieldSelection({ operationObject }: OperationModel, parameter: Parameter): boolean {
  const fields = operationObject['x-fields']
  if (!fields || fields.style === 'body') return false
  return parameter.in === 'query' && fields.params.includes(parameter.name)
}

/**
 * Returns the names of parameters whose values must not be shown. A body appears in no URL, header
 * or event.
 */
export function sensitiveNames({
  model,
  document,
}: Pick<EmitContext, 'model' | 'document'>): string[] | undefined {
  const names = new Set<string>()
  const visit = (name: string, node: Schema | undefined): boolean => {
    const schema = node && resolve<Schema>(document, node)
    const properties = Object.entries((schema?.['properties'] ?? {}) as Record<string, Schema>)
    const isSensitive =
      schema?.['x-sensitive'] === true ||
      properties.filter(([property, value]) => visit(property, value)).length > 0
    if (isSensitive) names.add(name)
    return isSensitive
  }
  for (const parameter of model.parameters) {
    if ((parameter as { 'x-sensitive'?: boolean })['x-sensitive']) names.add(parameter.name)
    visit(parameter.name, parameter.schema)
  }
  return names.size > 0 ? [...names] : undefined
}

// Without names the data of all events is JSON.
function jsonEvents(model: OperationModel): readonly string[] | undefined {
  const names = successResponses(model)[0]?.items?.jsonEvents
  return names === true ? undefined : names
}

function responseType(model: OperationModel): string | undefined {
  const [success] = successResponses(model)
  const type = success?.mediaType
  if (success && type === undefined && !/^20[45]$/.test(success.status)) return 'none'
  if (type === undefined || isJson(type)) return undefined
  return isText(type) ? 'text' : 'blob'
}
