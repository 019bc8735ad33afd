import type {
  Envelope,
  MediaType,
  OperationObject,
  Parameter,
  Schema,
} from '../openapi/document.ts'
import type { StreamItems } from './stream-items.ts'

/** One status of an operation, with the media type that the runtime reads. */
export interface ResponseModel {
  status: string
  /** Undefined when the response has no content. */
  mediaType: string | undefined
  schema: Schema | undefined
  /** The items of a stream, where the contract describes them. */
  items?: StreamItems | undefined
  example: unknown
}

/** The request body of an operation, with the media type that the runtime sends. */
export interface BodyModel {
  mediaType: string
  required: boolean
  media: MediaType
  description: string | undefined
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
  /** Path, query, header and cookie parameters in the order of the contract; field flags are among them. */
  parameters: Parameter[]
  body: BodyModel | undefined
  /** Alternatives, each a list of security schemes. */
  security: string[][]
  envelope: Envelope | undefined
  responses: ResponseModel[]
  /** Names that `fields` may contain; undefined when the caller cannot select fields. */
  fields: string[] | undefined
  /** Whether `fields` may contain other names too, because the items of the response are open. */
  openFields: boolean
}

/** Returns the parameters that an input has as properties: not those that the runtime writes from `fields`. */
export function inputParameters({ parameters, operationObject }: OperationModel): Parameter[] {
  const fields = operationObject['x-fields']
  const hidden = new Set(fields?.style === 'body' ? [] : fields?.params)
  return parameters.filter(({ name }) => !hidden.has(name))
}

/** Returns the responses of a successful call: those with a 2xx status, else the one for all statuses. */
export function successResponses({ responses }: OperationModel): ResponseModel[] {
  const successes = responses.filter(({ status }) => /^2(\d\d|XX)$/i.test(status))
  return successes.length > 0 ? successes : responses.filter(({ status }) => status === 'default')
}

/** Returns the dotted path, from the whole body, to the array of a paged response or to the payload. */
export function itemsPath({ operationObject, envelope }: OperationModel): string {
  const items = operationObject['x-pagination']?.['items']
  return typeof items === 'string' ? items : (envelope?.data ?? '')
}
