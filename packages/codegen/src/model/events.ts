import {
  type Document,
  type OperationObject,
  type PathItem,
  type RequestBody,
  resolve,
  type Schema,
} from '../openapi/document.ts'
import { NameAllocator } from '../openapi/identifiers.ts'
import { operationsOf } from '../openapi/path-item.ts'
import { responseMedia } from './media.ts'
import type { OperationModel } from './operation.ts'

/** A request that a service sends: a webhook, or a callback of an operation. */
export interface EventModel {
  /** Name of the webhook; of a callback, that of the function and its own. */
  readonly name: string
  /** As it is sent: `POST`. */
  readonly method: string
  readonly operationObject: OperationObject
  /** Schema of its body; undefined where the contract describes none. */
  readonly payload: Schema | undefined
}

/** Reads the webhooks of a document and the callbacks of its operations, in its order. */
export function readEvents(document: Document, models: readonly OperationModel[]): EventModel[] {
  const names = new NameAllocator()
  const webhooks = Object.entries(document.webhooks ?? {}).map(([name, item]) => ({ name, item }))
  const callbacks = models.flatMap(({ id, operationObject }) =>
    Object.entries(operationObject.callbacks ?? {}).flatMap(([name, node]) =>
      Object.values(resolve<Record<string, PathItem>>(document, node)).map((item) => ({
        name: `${id}.${name}`,
        item,
      })),
    ),
  )
  return [...webhooks, ...callbacks].flatMap(({ name, item }) => {
    const operations = operationsOf(resolve<PathItem>(document, item)).filter(
      ({ operationObject }) => operationObject['x-direction'] !== 'incoming',
    )
    return operations.map(
      ({ method, operationObject }): EventModel => ({
        name: names.allocate(operations.length > 1 ? `${name} ${method}` : name),
        method,
        operationObject,
        payload: payloadOf(document, operationObject),
      }),
    )
  })
}

function payloadOf(document: Document, { requestBody }: OperationObject): Schema | undefined {
  const { content = {} } = requestBody ? resolve<RequestBody>(document, requestBody) : {}
  return responseMedia(document, content).distinct[0]?.media.schema
}
