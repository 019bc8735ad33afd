import { quote } from '../emit/print.ts'
import { type Diagnostic, GenerationError } from '../openapi/diagnostic.ts'
import {
  type Document,
  type Envelope,
  type MediaType,
  methods,
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
import { identifier } from '../openapi/identifiers.ts'
import { readableType } from '../openapi/media-type.ts'
import { FunctionNames } from './naming.ts'

/** One status of an operation, with the media type the runtime reads. */
export interface ResponseModel {
  status: string
  /** Undefined when the response has no content. */
  mediaType: string | undefined
  schema: Schema | undefined
  example: unknown
}

/** One operation, its references resolved and its input flat. */
export interface OperationModel {
  /** Name of its function: its operationId where that is an identifier. */
  id: string
  /** The type that openapi-typescript wrote for it, as an expression. */
  type: string
  method: string
  path: string
  server: string | undefined
  operationObject: OperationObject
  /** Path, query, header and cookie parameters, in the order of the contract; field flags are among them. */
  parameters: Parameter[]
  body:
    | { mediaType: string; required: boolean; media: MediaType; description: string | undefined }
    | undefined
  security: string[][]
  envelope: Envelope | undefined
  responses: ResponseModel[]
  /** Names that `fields` may hold; undefined when the caller cannot choose. */
  fields: string[] | undefined
  /** Whether `fields` takes other names, too: the items of the answer are open. */
  openFields: boolean
}

/**
 * Reads the operations of a contract. What the generated functions could not express is put into `left`, and left out;
 * without `left` it throws GenerationError.
 */
export function readOperations(document: Document, left?: Diagnostic[]): OperationModel[] {
  const refusals: Diagnostic[] = []
  const models: OperationModel[] = []
  const seen = new Set<string>()
  const names = new FunctionNames()
  for (const [path, given] of Object.entries(document.paths ?? {})) {
    const item = resolve<PathItem>(document, given)
    for (const method of methods) {
      const source = item[method]
      if (!source) continue
      const model = readOperation(document, path, method, item, source)
      const problems = unsupportedReasons(document, model)
      const { operationId } = source
      if (operationId !== undefined && seen.has(operationId)) {
        problems.push(`two operations are called ${operationId}; rename one operationId`)
      } else if (problems.length === 0)
        models.push({ ...model, id: names.allocate(operationId ?? model.id) })
      if (operationId !== undefined) seen.add(operationId)
      const pointer = `#/paths/${path.replaceAll('~', '~0').replaceAll('/', '~1')}/${method}`
      refusals.push(...problems.map((message) => ({ message, pointer })))
    }
  }
  if (refusals.length > 0 && !left) throw new GenerationError(refusals)
  left?.push(...refusals)
  return models
}

function readOperation(
  document: Document,
  path: string,
  method: string,
  item: PathItem,
  source: OperationObject,
): OperationModel {
  const { operationId } = source
  const server = serverUrl((source.servers ?? item.servers)?.[0])
  const first = serverUrl(document.servers?.[0])
  const parameters = new Map<string, Parameter>()
  for (const given of [...(item.parameters ?? []), ...(source.parameters ?? [])]) {
    const parameter = resolve<Parameter>(document, given)
    if (!isReservedHeader(parameter)) parameters.set(`${parameter.in} ${parameter.name}`, parameter)
  }
  const envelope = source['x-envelope']
  const responses = Object.entries(source.responses ?? {}).map(([status, given]) =>
    readResponse(document, status, given),
  )
  const model: OperationModel = {
    id: operationId ?? fallbackId(method, path),
    type:
      operationId === undefined
        ? `paths[${quote(path)}][${quote(method)}]`
        : `operations[${quote(operationId)}]`,
    method: method.toUpperCase(),
    path,
    server: source.servers || item.servers ? (server === first ? undefined : server) : undefined,
    operationObject: source,
    parameters: [...parameters.values()],
    body: readBody(document, source.requestBody),
    security: securityOf(document, source),
    envelope: envelope === undefined ? undefined : document['x-envelopes']?.[envelope],
    responses,
    fields: undefined,
    openFields: false,
  }
  return {
    ...model,
    fields: fieldNames(document, model),
    openFields: hasOpenFields(document, model),
  }
}

function fallbackId(method: string, path: string): string {
  return identifier(`${method} ${path}`)
}

// These headers have places of their own: a client writes them from the media types and the credentials.
function isReservedHeader({ name, in: place }: Parameter): boolean {
  return place === 'header' && /^(accept|content-type|authorization)$/i.test(name)
}

// Alternatives whose schemes a client can send; those it cannot, such as client certificates, belong to its connection.
function securityOf(document: Document, source: OperationObject): string[][] {
  const schemes = document.components?.securitySchemes ?? {}
  const sendable = (name: string) => {
    const scheme = schemes[name]
    return scheme !== undefined && resolve<SecurityScheme>(document, scheme).type !== 'mutualTLS'
  }
  return (source.security ?? document.security ?? []).map((requirement) =>
    Object.keys(requirement).filter(sendable),
  )
}

function readBody(
  document: Document,
  given: RequestBody | Reference | undefined,
): OperationModel['body'] {
  if (!given) return undefined
  const { content, required, description } = resolve<RequestBody>(document, given)
  const mediaType = readableType(Object.keys(content))
  const media = mediaType === undefined ? undefined : content[mediaType]
  if (mediaType === undefined || media === undefined) return undefined
  return { mediaType, media, required: required ?? false, description }
}

function readResponse(
  document: Document,
  status: string,
  given: ResponseObject | Reference,
): ResponseModel {
  const { content = {} } = resolve<ResponseObject>(document, given)
  const mediaType = readableType(Object.keys(content))
  const media = mediaType === undefined ? undefined : content[mediaType]
  return { status, mediaType, schema: media?.schema, example: media && exampleOf(document, media) }
}

/** The example of a media type or a parameter: the one it has, or the first of several. */
export function exampleOf(document: Document, node: MediaType | Parameter): unknown {
  if (node.example !== undefined) return node.example
  const [first] = Object.values(node.examples ?? {})
  return first && (resolve(document, first) as { value?: unknown }).value
}

// Flags name their fields themselves; lists take any property of an item of the answer.
function fieldNames(document: Document, model: OperationModel): string[] | undefined {
  const choice = model.operationObject['x-fields']
  if (!choice) return undefined
  if (choice.style === 'flags') return choice.params
  const item = itemSchema(document, model)
  return Object.keys((item?.['properties'] as object | undefined) ?? {})
}

function hasOpenFields(document: Document, model: OperationModel): boolean {
  const choice = model.operationObject['x-fields']
  return (
    choice !== undefined &&
    choice.style !== 'flags' &&
    itemSchema(document, model)?.['additionalProperties'] === true
  )
}

/** The schema that stands at a dotted path of property names. */
export function schemaAt(
  document: Document,
  schema: Schema | undefined,
  path: string,
): Schema | undefined {
  let current = schema
  for (const name of path === '' ? [] : path.split('.')) {
    if (!current) return undefined
    const properties = resolve<Schema>(document, current)['properties'] as
      | Record<string, Schema>
      | undefined
    current = properties?.[name]
  }
  return current
}

/** Dotted path, from the whole body, to the list of a paged answer or to the payload. */
export function itemsPath(model: OperationModel): string {
  const items = model.operationObject['x-pagination']?.['items']
  return typeof items === 'string' ? items : (model.envelope?.data ?? '')
}

function itemSchema(document: Document, model: OperationModel): Schema | undefined {
  const success = model.responses.find(({ status }) => status.startsWith('2'))
  const at = schemaAt(document, success?.schema, itemsPath(model))
  const payload = at && resolve<Schema>(document, at)
  const items = payload?.['items'] as Schema | undefined
  return items ? resolve<Schema>(document, items) : payload
}

const queryStyles = new Set(['form', 'spaceDelimited', 'pipeDelimited', 'deepObject'])

// Why a function cannot be written for the operation; nothing where it can.
function unsupportedReasons(
  document: Document,
  { id, parameters, body, operationObject: source, path }: OperationModel,
): string[] {
  const names = parameters.map(({ name }) => name)
  if (body) names.push('body')
  const list = source['x-fields']
  if (list && !list.params.includes('fields')) names.push('fields')
  const twice = [...new Set(names.filter((name, index) => names.indexOf(name) !== index))]
  const inPath = parameters.filter(({ in: place }) => place === 'path')
  const missing = [...path.matchAll(/\{([^{}]+)\}/g)].flatMap(([, name]) =>
    inPath.some((parameter) => parameter.name === name) ? [] : (name ?? []),
  )
  return [
    ...twice.map(
      (name) =>
        `${id} has two inputs called ${name}; the flat input can hold one, so rename a parameter`,
    ),
    ...missing.map(
      (name) =>
        `${id} does not declare ${name}, which stands in its path; add it to the parameters`,
    ),
    ...inPath.flatMap((parameter) => pathObstacle(document, id, parameter) ?? []),
    ...parameters
      .filter(
        ({ in: place, style = 'form', content }) =>
          place === 'query' && !content && !queryStyles.has(style),
      )
      .map(
        ({ name, style }) =>
          `${id} writes ${name} into its query in the style ${style}, which OpenAPI does not have there`,
      ),
  ]
}

function pathObstacle(
  document: Document,
  id: string,
  { name, style = 'simple', schema, content }: Parameter,
): string | undefined {
  if (style !== 'simple')
    return `${id} writes ${name} into its path in the style ${style}; only simple is supported`
  const types = [schema && resolve<Schema>(document, schema)['type']].flat()
  if (content || types.some((type) => type === 'array' || type === 'object')) {
    return `${id} takes ${name} in its path as a list or an object; only single values are supported there`
  }
  return undefined
}
