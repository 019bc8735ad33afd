import { type Diagnostic, GenerationError } from '../openapi/diagnostic.ts'
import {
  type Document,
  type OperationObject,
  type Parameter,
  type PathItem,
  type Reference,
  type RequestBody,
  resolve,
  type SecurityScheme,
  serverUrl,
} from '../openapi/document.ts'
import { identifier } from '../openapi/identifiers.ts'
import { pointerTo } from '../openapi/json-pointer.ts'
import { operationsOf, type PathOperation } from '../openapi/path-item.ts'
import { fieldNames, hasOpenFields } from './fields.ts'
import { requestMedia } from './media.ts'
import { FunctionNames } from './naming.ts'
import type { BodyModel, OperationModel } from './operation.ts'
import { groupParameters, readParameters, undeclaredNames } from './read-parameters.ts'
import { readResponses } from './read-responses.ts'
import { responseHeaders } from './response-headers.ts'
import { unsupportedReasons } from './unsupported-reasons.ts'

/** An operation of a document with the path item that contains it. */
interface LocatedOperation extends PathOperation {
  readonly path: string
  readonly item: PathItem
}

/**
 * Reads the operations of a contract. Operations that functions cannot express are added to
 * `skipped` and left out.
 *
 * @param routes - What `readRoutes` returned for the contract.
 * @throws GenerationError for such operations without `skipped`.
 */
export function readOperations(
  document: Document,
  skipped?: Diagnostic[],
  routes: readonly OperationModel[] = readRoutes(document),
): OperationModel[] {
  const diagnostics: Diagnostic[] = []
  const models: OperationModel[] = []
  const operationIds = new Set<string>()
  const names = new FunctionNames()
  for (const model of routes) {
    const { operationId } = model.operationObject
    const reasons = unsupportedReasons(model)
    if (operationId !== undefined && operationIds.has(operationId)) {
      reasons.push(`two operations have the operationId ${operationId}; rename one of them`)
    } else if (reasons.length === 0) {
      models.push({ ...model, id: names.allocate(operationId ?? model.id) })
    }
    if (operationId !== undefined) operationIds.add(operationId)
    const { pointer } = model
    const messages = [...reasons, ...model.remarks]
    diagnostics.push(...messages.map((message) => ({ message, pointer })))
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

function readOperation(document: Document, located: LocatedOperation): OperationModel {
  const { path, method, keys, item, operationObject } = located
  const { operationId, requestBody, 'x-envelope': envelope } = operationObject
  const security = supportedSecurity(document, operationObject)
  const declared = readParameters(document, item, operationObject, security)
  const undeclared = undeclaredNames(path, declared)
  const parameters = [...declared, ...undeclared.map(stringInPath)]
  const body = readBody(document, requestBody)
  const isUnsent = requestBody !== undefined && bodiless.has(method)
  const sentBody = isUnsent ? undefined : body
  const model: OperationModel = {
    id: operationId ?? identifier(`${method.toLowerCase()} ${path}`),
    method,
    path,
    pointer: pointerTo('paths', path, ...keys),
    server: serverOf(document, item, operationObject),
    operationObject,
    parameters: groupParameters(parameters, otherInputs(operationObject, sentBody)),
    body: sentBody,
    security,
    envelope: envelope === undefined ? undefined : document['x-envelopes']?.[envelope],
    responses: readResponses(document, operationObject),
    headers: responseHeaders(document, operationObject),
    fields: undefined,
    openFields: false,
    needsUnsentBody: isUnsent && body?.required === true,
    remarks: [
      ...undeclared.map((name) => undeclaredRemark(path, name)),
      ...(isUnsent && !body?.required ? [unsentBodyRemark(method)] : []),
    ],
  }
  return {
    ...model,
    fields: fieldNames(document, model),
    openFields: hasOpenFields(document, model),
  }
}

// `fetch` throws for a body in these requests.
const bodiless = new Set(['GET', 'HEAD', 'TRACE'])

const undeclaredRemark = (path: string, name: string) =>
  `the path ${path} has {${name}}, which no parameter declares; a string is assumed`

const unsentBodyRemark = (method: string) =>
  `HTTP clients send no body with ${method}; the request body is left out`

// Names of an input that are no parameters.
function otherInputs(
  { 'x-fields': fields }: OperationObject,
  body: BodyModel | undefined,
): string[] {
  return [
    ...(body ? ['body'] : []),
    ...(fields && !fields.params?.includes('fields') ? ['fields'] : []),
  ]
}

const stringInPath = (name: string): Parameter => ({
  name,
  in: 'path',
  required: true,
  schema: { type: 'string' },
})

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
  const [first, ...alternatives] = requestMedia(document, content)
  return first && { ...first, required, description, alternatives }
}
