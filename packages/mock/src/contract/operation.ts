import type { Pagination } from '@returning-kit/runtime'
import { pointerPart } from '@returning-kit/runtime/validation'
import {
  type Document,
  dereference,
  type FieldSelection,
  type Located,
  type MediaType,
  type OperationObject,
  type Parameter,
} from './document.ts'

/** A response that an operation declares, with the location of its schemas. */
export interface DeclaredResponse {
  readonly content: Readonly<Record<string, Located<MediaType>>>
  readonly headers: Readonly<Record<string, Located<MediaType>>>
}

/** The part of an operation that the mock reads. Prism reads the rest. */
export interface Operation {
  readonly id: string
  readonly method: string
  readonly path: string
  readonly pointer: string
  /** Whether the operation or one of its parameters is deprecated. */
  readonly isDeprecated: boolean
  readonly parameters: readonly Located<Parameter>[]
  readonly body: Readonly<Record<string, Located<MediaType>>>
  readonly responses: Readonly<Record<string, DeclaredResponse>>
  /** Names of the security schemes of each alternative. */
  readonly security: readonly (readonly string[])[]
  readonly pagination: Pagination | undefined
  readonly fieldSelection: FieldSelection | undefined
  /** Name of its envelope. */
  readonly envelope: string | undefined
  /** Dotted path from a response body to the payload. */
  readonly data: string
  /** Dotted path from a response body to the items of a page, or to the payload. */
  readonly items: string
}

const methods = new Set(['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'])

/** Returns the operations of a document, in its order. */
export function readOperations(document: Document): Operation[] {
  return readPathItems(document, document.paths, '/paths')
}

/** Returns the webhooks of a document. Their `path` is the name of the webhook. */
export function readWebhooks(document: Document): Operation[] {
  return readPathItems(document, document.webhooks, '/webhooks')
}

function readPathItems(
  document: Document,
  pathItems: Document['webhooks'] = {},
  parent: string,
): Operation[] {
  return Object.entries(pathItems).flatMap(([path, pathItemOrReference]) => {
    const pathItem = dereference<PathItem>(
      document,
      pathItemOrReference as PathItem,
      `${parent}/${pointerPart(path)}`,
    )
    return Object.keys(pathItem.value)
      .filter((method) => methods.has(method))
      .map((method) => readOperation(document, { path, method, pathItem }))
  })
}

type PathItem = Readonly<Record<string, unknown>>

interface OperationLocation {
  readonly path: string
  readonly method: string
  readonly pathItem: Located<PathItem>
}

function readOperation(
  document: Document,
  { path, method, pathItem }: OperationLocation,
): Operation {
  const operationObject = pathItem.value[method] as OperationObject
  const pathPointer = pathItem.pointer
  const pointer = `${pathPointer}/${method}`
  // A parameter of the operation replaces one of its path.
  const parameters = new Map(
    [
      ...locateParameters(document, pathItem.value['parameters'], pathPointer),
      ...locateParameters(document, operationObject.parameters, pointer),
    ].map((parameter) => [`${parameter.value.in} ${parameter.value.name}`, parameter]),
  )
  const { requestBody, responses = {}, security = document.security ?? [] } = operationObject
  const body = requestBody && dereference(document, requestBody, `${pointer}/requestBody`)
  const envelope = operationObject['x-envelope']
  const data = document['x-envelopes']?.[envelope ?? '']?.data ?? ''
  return {
    id: operationObject.operationId ?? `${method.toUpperCase()} ${path}`,
    method: method.toUpperCase(),
    path,
    pointer,
    isDeprecated: [operationObject, ...[...parameters.values()].map(({ value }) => value)].some(
      ({ deprecated }) => deprecated === true,
    ),
    parameters: [...parameters.values()],
    body: body ? locateContent(body) : {},
    responses: Object.fromEntries(
      Object.entries(responses).map(([status, response]) => {
        const located = dereference(document, response, `${pointer}/responses/${status}`)
        const headers = locateHeaders(document, located)
        return [status, { content: locateContent(located), headers }]
      }),
    ),
    security: security.map((requirement) => Object.keys(requirement)),
    pagination: operationObject['x-pagination'],
    fieldSelection: operationObject['x-fields'],
    envelope,
    data,
    items: operationObject['x-pagination']?.items ?? data,
  }
}

function locateParameters(
  document: Document,
  parameters: unknown,
  pointer: string,
): Located<Parameter>[] {
  return ((parameters ?? []) as Parameter[]).map((parameter, index) =>
    dereference<Parameter>(document, parameter, `${pointer}/parameters/${index}`),
  )
}

function locateContent({ value, pointer }: Located<object>): Record<string, Located<MediaType>> {
  const { content = {} } = value as { content?: Record<string, MediaType> }
  const entries = Object.entries(content).map(([type, mediaType]) => [
    type,
    { value: mediaType, pointer: `${pointer}/content/${pointerPart(type)}` },
  ])
  return Object.fromEntries(entries)
}

function locateHeaders(
  document: Document,
  { value, pointer }: Located<object>,
): Record<string, Located<MediaType>> {
  const { headers = {} } = value as { headers?: Record<string, MediaType> }
  const entries = Object.entries(headers).map(([name, header]) => [
    name,
    dereference(document, header, `${pointer}/headers/${pointerPart(name)}`),
  ])
  return Object.fromEntries(entries)
}

/** Returns the response for a status: that of the status, its range such as `4XX`, or `default`. */
export function declaredResponse(
  { responses }: Operation,
  status: number,
): DeclaredResponse | undefined {
  return responses[status] ?? responses[`${Math.floor(status / 100)}XX`] ?? responses['default']
}

/** Returns the first 2xx status that an operation declares, or undefined. */
export function successStatus(operation: Operation): number | undefined {
  const status = Object.keys(operation.responses).find((name) => /^2\d\d$/.test(name))
  return status === undefined ? undefined : Number(status)
}

/** Returns the first JSON media type, or undefined. */
export function jsonMediaType(
  content: Readonly<Record<string, Located<MediaType>>>,
): Located<MediaType> | undefined {
  return Object.entries(content).find(([type]) => /^[^;]*[/+]json\b/i.test(type))?.[1]
}

/** Returns the dotted path to the metadata of the envelope of an operation, or undefined. */
export function metaPathOf(document: Document, { envelope }: Operation): string | undefined {
  return document['x-envelopes']?.[envelope ?? '']?.meta
}
