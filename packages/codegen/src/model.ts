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
} from './document.ts'

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
  id: string
  method: string
  path: string
  server: string | undefined
  source: OperationObject
  /** Path, query, header and cookie parameters, in the order of the contract; field flags are among them. */
  parameters: Parameter[]
  body: { mediaType: string; required: boolean; media: MediaType; description: string | undefined } | undefined
  security: string[][]
  envelope: Envelope | undefined
  responses: ResponseModel[]
  /** Names that `fields` may hold; undefined when the caller cannot choose. */
  fields: string[] | undefined
  /** Whether `fields` takes other names, too: the items of the answer are open. */
  openFields: boolean
}

/** A contract that cannot become code; every reason is named. */
export class GenerationError extends Error {
  override readonly name = 'GenerationError'
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    super(`The contract cannot be generated:\n${problems.map((problem) => `- ${problem}`).join('\n')}`)
    this.problems = problems
  }
}

const isJson = (type: string) => /^[^;]*[/+]json\b/.test(type)

/** Reads the operations of a contract. Throws GenerationError for what the generated functions could not express. */
export function readOperations(document: Document): OperationModel[] {
  const problems: string[] = []
  const models: OperationModel[] = []
  for (const [path, item] of Object.entries(document.paths ?? {})) {
    for (const method of methods) {
      const source = item[method]
      if (source) models.push(readOperation(document, path, method, item, source))
    }
  }
  const seen = new Set<string>()
  for (const model of models) {
    if (seen.has(model.id)) problems.push(`two operations are called ${model.id}; rename one operationId`)
    seen.add(model.id)
    problems.push(...collisions(model))
  }
  if (problems.length > 0) throw new GenerationError(problems)
  return models
}

function readOperation(
  document: Document,
  path: string,
  method: string,
  item: PathItem,
  source: OperationObject,
): OperationModel {
  const server = (source.servers ?? item.servers)?.[0]?.url
  const first = document.servers?.[0]?.url
  const parameters = new Map<string, Parameter>()
  for (const given of [...(item.parameters ?? []), ...(source.parameters ?? [])]) {
    const parameter = resolve<Parameter>(document, given)
    parameters.set(`${parameter.in} ${parameter.name}`, parameter)
  }
  const envelope = source['x-envelope']
  const responses = Object.entries(source.responses ?? {}).map(([status, given]) => readResponse(document, status, given))
  const model: OperationModel = {
    id: source.operationId ?? fallbackId(method, path),
    method: method.toUpperCase(),
    path,
    server: server === first ? undefined : server,
    source,
    parameters: [...parameters.values()],
    body: readBody(document, source.requestBody),
    security: (source.security ?? document.security ?? []).map((requirement) => Object.keys(requirement)),
    envelope: envelope === undefined ? undefined : document['x-envelopes']?.[envelope],
    responses,
    fields: undefined,
    openFields: false,
  }
  return { ...model, fields: fieldNames(document, model), openFields: hasOpenFields(document, model) }
}

function fallbackId(method: string, path: string): string {
  const words = path.split(/[^A-Za-z0-9]+/).filter(Boolean)
  return method + words.map((word) => `${word[0]?.toUpperCase()}${word.slice(1)}`).join('')
}

function readBody(document: Document, given: RequestBody | Reference | undefined): OperationModel['body'] {
  if (!given) return undefined
  const { content, required, description } = resolve<RequestBody>(document, given)
  const types = Object.keys(content)
  const mediaType = types.find(isJson) ?? types[0]
  const media = mediaType === undefined ? undefined : content[mediaType]
  if (mediaType === undefined || media === undefined) return undefined
  return { mediaType, media, required: required ?? false, description }
}

function readResponse(document: Document, status: string, given: ResponseObject | Reference): ResponseModel {
  const { content = {} } = resolve<ResponseObject>(document, given)
  const types = Object.keys(content)
  const mediaType = types.find(isJson) ?? types[0]
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
  const choice = model.source['x-fields']
  if (!choice) return undefined
  if (choice.style === 'flags') return choice.params
  const item = itemSchema(document, model)
  return Object.keys((item?.['properties'] as object | undefined) ?? {})
}

function hasOpenFields(document: Document, model: OperationModel): boolean {
  const choice = model.source['x-fields']
  return choice !== undefined && choice.style !== 'flags' && itemSchema(document, model)?.['additionalProperties'] === true
}

/** The schema that stands at a dotted path of property names. */
export function schemaAt(document: Document, schema: Schema | undefined, path: string): Schema | undefined {
  let current = schema
  for (const name of path === '' ? [] : path.split('.')) {
    if (!current) return undefined
    const properties = resolve<Schema>(document, current)['properties'] as Record<string, Schema> | undefined
    current = properties?.[name]
  }
  return current
}

/** Dotted path, from the whole body, to the list of a paged answer or to the payload. */
export function itemsPath(model: OperationModel): string {
  const items = model.source['x-pagination']?.['items']
  return typeof items === 'string' ? items : (model.envelope?.data ?? '')
}

function itemSchema(document: Document, model: OperationModel): Schema | undefined {
  const success = model.responses.find(({ status }) => status.startsWith('2'))
  const at = schemaAt(document, success?.schema, itemsPath(model))
  const payload = at && resolve<Schema>(document, at)
  const items = payload?.['items'] as Schema | undefined
  return items ? resolve<Schema>(document, items) : payload
}

function collisions({ id, parameters, body, source }: OperationModel): string[] {
  const names = parameters.map(({ name }) => name)
  if (body) names.push('body')
  const list = source['x-fields']
  if (list && !list.params.includes('fields')) names.push('fields')
  const twice = [...new Set(names.filter((name, index) => names.indexOf(name) !== index))]
  return twice.map((name) => `${id} has two inputs called ${name}; the flat input can hold one, so rename a parameter`)
}
