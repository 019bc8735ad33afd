import type { Credentials } from '../../model/credentials.ts'
import {
  acceptChoices,
  bodyChoices,
  notationChoices,
  type OperationModel,
  successResponses,
} from '../../model/operation.ts'
import { sensitivePaths } from '../../model/sensitive-paths.ts'
import type { Parameter } from '../../openapi/document.ts'
import { Code, lineWidth, quote, wrappedLiteral } from '../print.ts'
import { bodyDescriptor } from './body-serializer.ts'
import { convertedHeaders, convertedItems, convertedReaders } from './conversion-calls.ts'
import { securityLiteral } from './credentials.ts'
import { serializerOf } from './parameter-serializer.ts'
import { acceptHeader, headersReader, responseReader } from './response-reader.ts'
import type { EmitContext } from './response-type.ts'

/** Writes the descriptor of an operation: what the runtime needs to call it. */
export function writeDescriptor(context: EmitContext, credentials: Credentials): string {
  const { model, imports } = context
  const { operationObject, security } = model
  const parameters = parameterDescriptors(context)
  const namespace = () => imports.credentials()
  const keyHeader = operationObject['x-idempotency-key']
  const idempotent = isIdempotent(model)
  const { read, readError } = convertedReaders(context, responseReader(context))
  const properties: [string, unknown][] = [
    ['id', model.id],
    ['method', model.method],
    // Contracts distinguish two operations of one path by a fragment. `fetch` would cut off the
    // query behind it.
    ['path', model.path.replace(/#.*/, '')],
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
    ['accept', acceptHeader(model)],
    ['read', read],
    ['readError', readError],
    ['readHeaders', convertedHeaders(context, headersReader(context))],
    ['jsonEvents', jsonEvents(model)],
    ['items', convertedItems(context)],
    ['sensitive', sensitiveNames(context)],
  ]
  const lines = properties
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `  ${name}:${afterName(value, name)},\n`)
  return `{\n${lines.join('')}}`
}

function afterName(value: unknown, name: string): string {
  const text = wrappedLiteral(value, '  ', name.length + 4)
  const isLong = typeof value === 'string' && name.length + text.length + 5 > lineWidth
  return `${isLong ? '\n    ' : ' '}${text}`
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
  if (bodyChoices(model).length > 1) {
    properties.push(['contentType', new Code(imports.runtime.value('chosenContentType'))])
  }
  if (acceptChoices(model).length > 0 || notationChoices(model).length > 0) {
    properties.push(['accept', new Code(imports.runtime.value('header'))])
  }
  const fields = model.operationObject['x-fields']
  if (fields) {
    const [name = 'fields'] = fields.params
    const serializer = imports.runtime.value(fieldSerializers[fields.style])
    const argument = fields.style === 'flags' ? `${model.id}Fields` : quote(name)
    properties.push(['fields', new Code(`/* @__PURE__ */ ${serializer}(${argument})`)])
  }
  return properties
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
  for (const parameter of model.parameters.flatMap((one) => one.group ?? [one])) {
    const paths = sensitivePaths(document, parameter.schema ?? {})
    if ((parameter as { 'x-sensitive'?: boolean })['x-sensitive']) paths.push([])
    for (const path of paths) for (const name of [parameter.name, ...path]) names.add(name)
  }
  names.delete('*')
  return names.size > 0 ? [...names] : undefined
}

// Without names the data of all events is JSON.
function jsonEvents(model: OperationModel): readonly string[] | undefined {
  const names = successResponses(model)[0]?.items?.jsonEvents
  return names === true ? undefined : names
}
