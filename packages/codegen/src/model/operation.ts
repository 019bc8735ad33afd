import type { Envelope, OperationObject, Parameter, Schema } from '../openapi/document.ts'
import type { MediaModel } from './media.ts'
import type { HeaderModel } from './response-headers.ts'
import type { StreamItems } from './stream-items.ts'

/** One status of an operation. */
export interface ResponseModel {
  status: string
  /** Media types, the preferred one first; empty when the response has no content. */
  mediaTypes: string[]
  /** Other notations of the JSON of a success. */
  notations: string[]
  /** The preferred media type. */
  mediaType: string | undefined
  /**
   * Schema of the body: of a success in any of its media types, of an error in the preferred one.
   */
  schema: Schema | undefined
  /** The items of a stream, where the contract describes them. */
  items: StreamItems | undefined
  /** Example of the preferred media type. */
  example: unknown
}

/** The request body of an operation, with the media type that the runtime sends by default. */
export interface BodyModel extends MediaModel {
  required: boolean
  description: string | undefined
  /** Other media types that a caller can choose. */
  alternatives: MediaModel[]
}

/** A property of an input: a parameter, or those of one place that another place has, too. */
export interface InputParameter extends Parameter {
  readonly group?: readonly Parameter[]
}

/** One operation, with its references resolved and its input flat. */
export interface OperationModel {
  /** Name of its function: its operationId where that is an identifier. */
  id: string
  /** As it is sent, in capital letters. */
  method: string
  path: string
  /** JSON pointer to the operation. */
  pointer: string
  /** URL of its server where that is not the first server of the contract. */
  server: string | undefined
  operationObject: OperationObject
  /**
   * Path, query, header and cookie parameters in the order of the contract; field flags are among
   * them.
   */
  parameters: InputParameter[]
  body: BodyModel | undefined
  /** Alternatives, each a list of security schemes. */
  security: string[][]
  envelope: Envelope | undefined
  responses: ResponseModel[]
  /** The headers that responses declare. */
  headers: HeaderModel[]
  /** Names that `fields` may contain; undefined when the caller cannot select fields. */
  fields: string[] | undefined
  /** Whether `fields` may contain other names too, because the items of the response are open. */
  openFields: boolean
  /** Whether the operation requires a request body, but its method has none. */
  needsUnsentBody: boolean
  /** What of the operation is left out or assumed, though it has a function. */
  remarks: string[]
}

/**
 * Returns the parameters that an input has as properties: not those that the runtime writes from
 * `fields`.
 */
export function inputParameters({ parameters, operationObject }: OperationModel): InputParameter[] {
  const fields = operationObject['x-fields']
  const hidden = new Set(fields?.style === 'body' ? [] : fields?.params)
  return parameters.filter(({ name }) => !hidden.has(name))
}

/**
 * Returns the media types of the request body that a caller can choose from, the default one first.
 */
export function bodyChoices(model: OperationModel): MediaModel[] {
  const { body, operationObject } = model
  if (!body) return []
  const { required: _, description: __, alternatives, ...first } = body
  const isTaken = model.parameters.some(({ name }) => name === 'contentType')
  const isChoice = !isTaken && operationObject['x-fields']?.style !== 'body'
  return isChoice
    ? [first, ...alternatives.filter(({ mediaType }) => !isRange(mediaType))]
    : [first]
}

/** Returns the media types of a success that a caller can choose from, if there are several. */
export function acceptChoices(model: OperationModel): string[] {
  const responses = successResponses(model).filter((one) => !isBodyless(model, one))
  const types = new Set(responses.flatMap(({ mediaTypes }) => mediaTypes))
  const isTaken = model.parameters.some(({ name }) => name === 'accept')
  return types.size > 1 && !isTaken ? [...types] : []
}

/** Returns the media types of a success with which it is a string instead of what JSON is. */
export function notationChoices(model: OperationModel): string[] {
  const isPlain = !model.fields && model.operationObject['x-pagination'] === undefined
  const isTaken = model.parameters.some(({ name }) => name === 'accept')
  if (!isPlain || isTaken || acceptChoices(model).length > 0) return []
  const [first, ...others] = successResponses(model).filter(
    (response) => response.mediaTypes.length > 0 && !isBodyless(model, response),
  )
  const isInAll = (type: string) => others.every(({ notations }) => notations.includes(type))
  return first?.notations.filter(isInAll) ?? []
}

const isRange = (mediaType: string) => mediaType.includes('*')

/**
 * Returns the responses of a successful call: those with a 2xx status, else the one for all
 * statuses.
 */
export function successResponses({ responses }: OperationModel): ResponseModel[] {
  const successes = responses.filter(({ status }) => /^2(\d\d|XX)$/i.test(status))
  return successes.length > 0 ? successes : responses.filter(({ status }) => status === 'default')
}

/** Returns whether a success has no body, whatever the contract declares. */
export function isBodyless({ method }: OperationModel, { status }: ResponseModel): boolean {
  return method === 'HEAD' || status === '204' || status === '205'
}

/**
 * Returns the dotted path, from the whole body, to the array of a paged response or to the payload.
 */
export function itemsPath({ operationObject, envelope }: OperationModel): string {
  const items = operationObject['x-pagination']?.['items']
  return typeof items === 'string' ? items : (envelope?.data ?? '')
}
