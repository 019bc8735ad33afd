import { type Diagnostic, GenerationError } from '../openapi/diagnostic.ts'
import {
  type Document,
  type OperationObject,
  type Parameter,
  type PathItem,
  type Reference,
  type RequestBody,
  type ResponseObject,
  resolve,
  type Schema,
  type SecurityScheme,
  serverUrl,
} from '../openapi/document.ts'
import { exampleOf } from '../openapi/example.ts'
import { identifier } from '../openapi/identifiers.ts'
import { pointerTo } from '../openapi/json-pointer.ts'
import { isForm, isJson, isText, preferredMediaType } from '../openapi/media-type.ts'
import { operationsOf, type PathOperation } from '../openapi/path-item.ts'
import { isStatus } from '../openapi/status.ts'
import { fieldNames, hasOpenFields } from './fields.ts'
import { FunctionNames } from './naming.ts'
import type { BodyModel, OperationModel, ResponseModel } from './operation.ts'
import { streamItems } from './stream-items.ts'
import { unsupportedReasons } from './unsupported-reasons.ts'

/** An operation of a document with the path item that contains it. */
interface LocatedOperation extends PathOperation {
  readonly path: string
  readonly item: PathItem
}

/**
 * Reads the operations of a contract. Operations that functions cannot express are added to `skipped` and left out;
 * without `skipped` they throw GenerationError.
 */
export function readOperations(document: Document, skipped?: Diagnostic[]): OperationModel[] {
  const diagnostics: Diagnostic[] = []
  const models: OperationModel[] = []
  const operationIds = new Set<string>()
  const names = new FunctionNames()
  for (const located of locateOperations(document)) {
    const { operationId } = located.operationObject
    const model = readOperation(document, located)
    const reasons = unsupportedReasons(model)
    if (operationId !== undefined && operationIds.has(operationId)) {
      reasons.push(`two operations have the operationId ${operationId}; rename one of them`)
    } else if (reasons.length === 0) {
      models.push({ ...model, id: names.allocate(operationId ?? model.id) })
    }
    if (operationId !== undefined) operationIds.add(operationId)
    const { pointer } = model
    diagnostics.push(...reasons.map((message) => ({ message, pointer })))
  }
  if (diagnostics.length > 0 && !skipped) throw new GenerationError(diagnostics)
  skipped?.push(...diagnostics)
  return models
}

/** Reads every operation of a contract, those that functions cannot express included. */
export function readRoutes(document: Document): OperationModel[] {
  return locateOperations(document).map((located) => readOperation(document, located))
}

function locateOperations(document: Document): LocatedOperation[] {
  return Object.entries(document.paths ?? {}).flatMap(([path, node]) => {
    const item = resolve<PathItem>(document, node)
    return operationsOf(item).map((operation) => ({ path, item, ...operation }))
  })
}

function readOperation(
  document: Document,
  { path, method, keys, item, operationObject }: LocatedOperation,
): OperationModel {
  const envelope = operationObject['x-envelope']
  const security = supportedSecurity(document, operationObject)
  const parameters = readParameters(document, item, operationObject)
  const model: OperationModel = {
    id: operationObject.operationId ?? identifier(`${method.toLowerCase()} ${path}`),
    method,
    path,
    pointer: pointerTo('paths', path, ...keys),
    server: serverOf(document, item, operationObject),
    operationObject,
    parameters: withoutCredentials(document, parameters, security),
    body: readBody(document, operationObject.requestBody),
    security,
    envelope: envelope === undefined ? undefined : document['x-envelopes']?.[envelope],
    responses: Object.entries(operationObject.responses ?? {}).flatMap(([status, node]) =>
      isStatus(status) ? [readResponse(document, status, node)] : [],
    ),
    fields: undefined,
    openFields: false,
  }
  return {
    ...model,
    fields: fieldNames(document, model),
    openFields: hasOpenFields(document, model),
  }
}

function serverOf(
  document: Document,
  item: PathItem,
  operationObject: OperationObject,
): string | undefined {
  const servers = operationObject.servers ?? item.servers
  if (!servers) return undefined
  const url = serverUrl(servers[0])
  return url === serverUrl(document.servers?.[0]) ? undefined : url
}

// A parameter of an operation replaces the one of its path item with the same name and location.
function readParameters(
  document: Document,
  item: PathItem,
  operationObject: OperationObject,
): Parameter[] {
  const parameters = new Map<string, Parameter>()
  for (const node of [...(item.parameters ?? []), ...(operationObject.parameters ?? [])]) {
    const parameter = resolve<Parameter>(document, node)
    if (!isReservedHeader(parameter)) parameters.set(`${parameter.in} ${parameter.name}`, parameter)
  }
  return [...parameters.values()]
}

// The client sets these headers from the media types and the credentials.
function isReservedHeader({ name, in: location }: Parameter): boolean {
  return location === 'header' && /^(accept|content-type|authorization)$/i.test(name)
}

// The client sends the credentials of an operation, so the caller need not.
function withoutCredentials(
  document: Document,
  parameters: Parameter[],
  security: readonly (readonly string[])[],
): Parameter[] {
  const nodes = document.components?.securitySchemes ?? {}
  const placeOf = ({ in: location, name = '' }: { in?: string; name?: string }) =>
    `${location} ${location === 'header' ? name.toLowerCase() : name}`
  const credentials = security.flat().map((name) => {
    const scheme = resolve<SecurityScheme>(document, nodes[name] as SecurityScheme)
    return scheme.type === 'apiKey' ? placeOf(scheme) : ''
  })
  return parameters.filter((parameter) => !credentials.includes(placeOf(parameter)))
}

// Client certificates belong to the connection, not to the request.
function supportedSecurity(document: Document, operationObject: OperationObject): string[][] {
  const schemes = document.components?.securitySchemes ?? {}
  const isSupported = (name: string) => {
    const scheme = schemes[name]
    return scheme !== undefined && resolve<SecurityScheme>(document, scheme).type !== 'mutualTLS'
  }
  return (operationObject.security ?? document.security ?? []).map((requirement) =>
    Object.keys(requirement).filter(isSupported),
  )
}

function readBody(
  document: Document,
  node: RequestBody | Reference | undefined,
): BodyModel | undefined {
  if (!node) return undefined
  const { content, required = false, description } = resolve<RequestBody>(document, node)
  const mediaType = preferredMediaType(Object.keys(content ?? {}))
  const media = mediaType === undefined ? undefined : content[mediaType]
  if (mediaType === undefined || media === undefined) return undefined
  const schema = transferredSchema(mediaType, media.schema)
  return { mediaType, media: { ...media, ...(schema && { schema }) }, required, description }
}

function readResponse(
  document: Document,
  status: string,
  node: ResponseObject | Reference,
): ResponseModel {
  const { content } = resolve<ResponseObject>(document, node)
  const mediaType = preferredMediaType(Object.keys(content ?? {}))
  const media = mediaType === undefined ? undefined : content?.[mediaType]
  const schema = mediaType === undefined ? undefined : transferredSchema(mediaType, media?.schema)
  const items = media && mediaType ? streamItems(document, mediaType, media) : undefined
  return { status, mediaType, schema, items, example: media && exampleOf(document, media) }
}

// A body that is neither JSON nor a form is passed as a string or as a file, whatever its schema
// describes.
function transferredSchema(mediaType: string, schema: Schema | undefined): Schema | undefined {
  if (!schema || isJson(mediaType) || isForm(mediaType)) return schema
  return isText(mediaType) ? { type: 'string' } : { type: 'string', format: 'binary' }
}
