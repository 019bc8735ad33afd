import {
  type Document,
  type OperationObject,
  type Reference,
  type ResponseObject,
  resolve,
} from '../openapi/document.ts'
import { exampleOf } from '../openapi/example.ts'
import { isStatus } from '../openapi/status.ts'
import { anyMediaSchema, responseMedia } from './media.ts'
import type { ResponseModel } from './operation.ts'
import { streamItems } from './stream-items.ts'

/** Reads the responses of an operation, by status in the order of the contract. */
export function readResponses(
  document: Document,
  operationObject: OperationObject,
): ResponseModel[] {
  const { responses = {}, 'x-envelope': envelope } = operationObject
  const hasSuccess = Object.keys(responses).some((status) => status.startsWith('2'))
  return Object.entries(responses).flatMap(([status, node]) => {
    if (!isStatus(status)) return []
    const isSuccess = status.startsWith(hasSuccess ? '2' : 'default')
    const response = readResponse(document, node, isSuccess && envelope === undefined)
    return [{ status, ...response }]
  })
}

// An error, and a body in an envelope, is JSON. A success may be of any media type.
function readResponse(
  document: Document,
  node: ResponseObject | Reference,
  mayBeAny: boolean,
): Omit<ResponseModel, 'status'> {
  const { content } = resolve<ResponseObject>(document, node)
  const { distinct, notations } = responseMedia(document, content)
  const [first] = distinct
  const all = mayBeAny ? distinct : distinct.slice(0, 1)
  return {
    mediaTypes: all.map(({ mediaType }) => mediaType),
    notations: mayBeAny ? [...notations] : [],
    mediaType: first?.mediaType,
    schema: anyMediaSchema(all),
    items: first && streamItems(document, first.mediaType, first.media),
    example: first && exampleOf(document, first.media),
  }
}
