import type { OperationModel } from '../../model/operation.ts'
import { readOperations } from '../../model/read-operations.ts'
import {
  type Document,
  type OperationObject,
  type PathItem,
  resolve,
} from '../../openapi/document.ts'
import { pointerTo } from '../../openapi/json-pointer.ts'
import { operationsOf } from '../../openapi/path-item.ts'
import type { Located } from './located.ts'

/** An operation or webhook of a document. */
export interface Entry {
  /** Name of the function, else method and path. A webhook has `webhook` and its name. */
  id: string
  /** The path, or the name of the webhook. */
  name: string
  /** As it is sent: `GET`. */
  method: string
  isWebhook: boolean
  /** Whether the server sends it. Its request body is then what callers read. */
  isEvent: boolean
  item: Located<PathItem>
  operation: Located<OperationObject>
  /** Undefined for webhooks, and for operations that no function is generated for. */
  model: OperationModel | undefined
}

/** Returns the operations and webhooks of a document by their ids. */
export function entriesOf(document: Document): Map<string, Entry> {
  const models = new Map(
    readOperations(document, []).map((model) => [model.operationObject, model]),
  )
  const entries = (['paths', 'webhooks'] as const).flatMap((section) =>
    Object.entries(document[section] ?? {}).flatMap(([name, node]) => {
      const pointer = pointerTo(section, name)
      const item = { value: resolve<PathItem>(document, node), pointer }
      return operationsOf(item.value).map(({ method, keys, operationObject: value }) => {
        const operation = { value, pointer: pointerTo(section, name, ...keys) }
        return entryOf({ section, name, method, item, operation, model: models.get(value) })
      })
    }),
  )
  return new Map(entries.map((entry) => [entry.id, entry]))
}

type Found = Pick<Entry, 'name' | 'method' | 'item' | 'operation' | 'model'> & {
  section: 'paths' | 'webhooks'
}

function entryOf({ section, ...found }: Found): Entry {
  const { name, method, item, operation, model } = found
  const isWebhook = section === 'webhooks'
  const isEvent = isWebhook && operation.value['x-direction'] !== 'incoming'
  const isOnlyMethod = operationsOf(item.value).length === 1
  const webhook = `webhook ${name}${isOnlyMethod ? '' : ` ${method}`}`
  const operationId = model?.id ?? `${method} ${name}`
  return { ...found, isWebhook, isEvent, id: isWebhook ? webhook : operationId }
}

/** Returns everything of a document that an operation or webhook depends on. */
export function definitionOf(document: Document, { item, operation, isWebhook }: Entry): unknown {
  const { 'x-envelope': envelope = '', servers, security } = operation.value
  const call = isWebhook ? [] : [servers ?? item.value.servers ?? document.servers]
  const shared = [item.value.parameters, call, document['x-envelopes']?.[envelope]]
  const schemes = (security ?? document.security ?? []).flatMap(Object.keys)
  const references = schemes.map((name) => ({
    $ref: pointerTo('components', 'securitySchemes', name),
  }))
  return [operation.value, shared, security ?? document.security, references]
}
