import { createHash } from 'node:crypto'
import { readOperations } from '../../model/read-operations.ts'
import {
  type Document,
  methods,
  type OperationObject,
  type PathItem,
} from '../../openapi/document.ts'
import { escapePointer, valueAt } from '../../openapi/json-pointer.ts'

/** The direction of a value: from the caller to the server, or back. */
export type Direction = 'request' | 'response'

/** An operation or webhook in a document, and the components that it uses. */
export interface OperationUsage {
  /** Name of the function, else method and path. A webhook has `webhook` and its name. */
  id: string
  /** The path, or the name of the webhook. */
  name: string
  /** JSON pointer of the operation. */
  pointer: string
  isWebhook: boolean
  /** Whether the server sends it. Its request body is then what callers read. */
  isEvent: boolean
  pathItem: PathItem
  operationObject: OperationObject
  /** Pointers of components (`#/components/schemas/User`), with the directions of their values. */
  components: Map<string, Set<Direction>>
  /** Differs if anything of the operation or its components differs. */
  hash: string
}

const incomingPrefix = '/webhook:'

/**
 * Returns the document with its incoming webhooks moved to the paths: their callers send the
 * values, as for operations.
 */
export function withIncomingAsPaths(document: Document): Document {
  const webhooks = Object.entries(document.webhooks ?? {})
  const isIncoming = ([, item]: [string, PathItem]) =>
    methods.some((method) => item[method]?.['x-direction'] === 'incoming')
  const incoming = webhooks.filter(isIncoming)
  if (incoming.length === 0) return document
  const paths = incoming.map(([name, item]) => [`${incomingPrefix}${name}`, item])
  return {
    ...document,
    paths: { ...document.paths, ...Object.fromEntries(paths) },
    webhooks: Object.fromEntries(webhooks.filter((webhook) => !isIncoming(webhook))),
  }
}

/** Returns all operations and webhooks of a bundled document with the components that they use. */
export function operationUsages(document: Document): OperationUsage[] {
  const { paths = {}, webhooks = {}, ...rest } = withIncomingAsPaths(document)
  const functionNames = new Map(
    readOperations(document, []).map(({ id, operationObject }) => [operationObject, id]),
  )
  const items = [
    ...Object.entries(paths).map(([name, pathItem]) => ['paths', name, pathItem] as const),
    ...Object.entries(webhooks).map(([name, pathItem]) => ['webhooks', name, pathItem] as const),
  ]
  return items.flatMap(([section, name, pathItem]) =>
    methods.flatMap((method) => {
      const operationObject = pathItem[method]
      if (!operationObject) return []
      const location = { section, name, pathItem, method, operationObject }
      return [usageOf(rest, location, functionNames.get(operationObject) ?? idOf(location))]
    }),
  )
}

interface OperationLocation {
  section: 'paths' | 'webhooks'
  name: string
  pathItem: PathItem
  method: (typeof methods)[number]
  operationObject: OperationObject
}

function usageOf(document: Document, location: OperationLocation, id: string): OperationUsage {
  const { section, name, pathItem, method, operationObject } = location
  const isEvent = section === 'webhooks'
  const isWebhook = isEvent || name.startsWith(incomingPrefix)
  const components = componentsOf(document, location)
  const definitions = [...components.keys()]
    .sort()
    .map((pointer) => [pointer, valueAt(document, pointer)])
  // A webhook has a URL of its own and no envelope.
  const envelope = document['x-envelopes']?.[operationObject['x-envelope'] ?? '']
  const call = isWebhook ? [] : [pathItem.servers, document.servers, envelope]
  const operation = [operationObject, pathItem.parameters, call, section, name, method]
  const security = operationObject.security ?? document.security
  return {
    id,
    name: name.startsWith(incomingPrefix) ? name.slice(incomingPrefix.length) : name,
    pointer: `#/${section}/${escapePointer(name)}/${method}`,
    isWebhook,
    isEvent,
    pathItem,
    operationObject,
    components,
    hash: jsonHash([operation, security, definitions]),
  }
}

function componentsOf(
  document: Document,
  { section, pathItem, operationObject }: OperationLocation,
): Map<string, Set<Direction>> {
  const components = new Map<string, Set<Direction>>()
  const visit = (node: unknown, direction: Direction) => {
    for (const pointer of componentReferences(node)) {
      const directions = components.get(pointer) ?? new Set()
      if (directions.has(direction)) continue
      components.set(pointer, directions.add(direction))
      visit(valueAt(document, pointer), direction)
    }
  }
  const { responses, ...request } = operationObject
  const isEvent = section === 'webhooks'
  visit([request, pathItem.parameters], isEvent ? 'response' : 'request')
  visit(responses, isEvent ? 'request' : 'response')
  return components
}

function idOf({ section, name, pathItem, method }: OperationLocation): string {
  const isIncoming = name.startsWith(incomingPrefix)
  if (section === 'paths' && !isIncoming) return `${method.toUpperCase()} ${name}`
  const webhook = isIncoming ? name.slice(incomingPrefix.length) : name
  const isOnlyMethod = methods.filter((other) => pathItem[other]).length === 1
  return `webhook ${webhook}${isOnlyMethod ? '' : ` ${method.toUpperCase()}`}`
}

/**
 * Returns pointers of all components that a node references, directly or through other components.
 */
export function referencedComponents(document: Document, node: unknown): Set<string> {
  const pointers = new Set<string>()
  const visit = (value: unknown) => {
    for (const pointer of componentReferences(value)) {
      if (pointers.has(pointer)) continue
      pointers.add(pointer)
      visit(valueAt(document, pointer))
    }
  }
  visit(node)
  return pointers
}

// Any string that is a pointer counts, since the mapping of a discriminator references schemas
// without `$ref`.
function componentReferences(node: unknown): string[] {
  // `#/components/schemas/User/properties/id` is a part of the component
  // `#/components/schemas/User`.
  if (typeof node === 'string')
    return node.startsWith('#/components/') ? [node.split('/').slice(0, 4).join('/')] : []
  return typeof node === 'object' && node !== null
    ? Object.values(node).flatMap(componentReferences)
    : []
}

/** Returns the SHA-256 of a value's JSON. */
export function jsonHash(value: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(value) ?? '')
    .digest('hex')
}
