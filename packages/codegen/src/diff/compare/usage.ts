import { createHash } from 'node:crypto'
import { readOperations } from '../../model/read-operations.ts'
import {
  type Document,
  methods,
  type OperationObject,
  type PathItem,
} from '../../openapi/document.ts'
import { escapePointer, valueAt } from '../../openapi/json-pointer.ts'

/** Which way a value goes: from the caller to the service, or back. */
export type Direction = 'request' | 'response'

/** Where an operation or a webhook stands in a document, and what of the components it stands on. */
export interface OperationUsage {
  /** Name of the function, else method and path; of a webhook its name, as an operation may have that operationId. */
  id: string
  /** The path, or the name of the webhook. */
  name: string
  /** JSON pointer of the operation. */
  pointer: string
  webhook: boolean
  /** Whether the service sends it, so that what it asks is what the reader is given. */
  received: boolean
  item: PathItem
  source: OperationObject
  /** Pointers of components (`#/components/schemas/User`), with the directions they are used in. */
  components: Map<string, Set<Direction>>
  /** Changes with anything the operation says or stands on. */
  hash: string
}

/** A document whose webhooks that others send to the service stand among its paths, where their direction is a caller's. */
export function withIncoming(document: Document): Document {
  const hooks = Object.entries(document.webhooks ?? {})
  const isIncoming = ([, item]: [string, PathItem]) =>
    methods.some((method) => item[method]?.['x-direction'] === 'incoming')
  const incoming = hooks.filter(isIncoming).map(([name, item]) => [`${incomingHome}${name}`, item])
  if (incoming.length === 0) return document
  const webhooks = Object.fromEntries(hooks.filter((hook) => !isIncoming(hook)))
  return { ...document, paths: { ...document.paths, ...Object.fromEntries(incoming) }, webhooks }
}

const incomingHome = '/webhook:'

/** Reads which components every operation and webhook of a bundled document stands on. */
export function operationUsages(given: Document): OperationUsage[] {
  const document = withIncoming(given)
  const functions = new Map(
    readOperations(given, []).map(({ id, operationObject: source }) => [source, id]),
  )
  const places = [
    ...Object.entries(document.paths ?? {}).map(([name, item]) => ['paths', name, item] as const),
    ...Object.entries(document.webhooks ?? {}).map(
      ([name, item]) => ['webhooks', name, item] as const,
    ),
  ]
  return places.flatMap(([kind, name, item]) =>
    methods.flatMap((method) => {
      const source = item[method]
      return source
        ? [usage(document, kind, name, item, method, source, functions.get(source))]
        : []
    }),
  )
}

function usage(
  document: Document,
  kind: 'paths' | 'webhooks',
  name: string,
  item: PathItem,
  method: string,
  source: OperationObject,
  id: string = idOf(kind, name, item, method),
): OperationUsage {
  const components = new Map<string, Set<Direction>>()
  const received = kind === 'webhooks'
  const visit = (node: unknown, direction: Direction) => {
    for (const pointer of references(node)) {
      const known = components.get(pointer) ?? new Set()
      if (known.has(direction)) continue
      components.set(pointer, known.add(direction))
      visit(valueAt(document, pointer), direction)
    }
  }
  const { responses, ...request } = source
  visit([request, item.parameters], received ? 'response' : 'request')
  visit(responses, received ? 'request' : 'response')
  const parts = [...components.keys()]
    .sort()
    .map((pointer) => [pointer, valueAt(document, pointer)])
  const webhook = received || name.startsWith(incomingHome)
  // A webhook goes to an address of its own, without an envelope.
  const call = webhook
    ? []
    : [item.servers, document.servers, document['x-envelopes']?.[source['x-envelope'] ?? '']]
  const around = [source, item.parameters, call, kind, name, method]
  return {
    id,
    name: name.startsWith(incomingHome) ? name.slice(incomingHome.length) : name,
    pointer: `#/${kind}/${escapePointer(name)}/${method}`,
    webhook,
    received,
    item,
    source,
    components,
    hash: hashOf([around, source.security ?? document.security, parts]),
  }
}

function idOf(kind: string, name: string, item: PathItem, method: string): string {
  const isIncoming = name.startsWith(incomingHome)
  if (kind === 'paths' && !isIncoming) return `${method.toUpperCase()} ${name}`
  const own = isIncoming ? name.slice(incomingHome.length) : name
  const isAlone = methods.filter((other) => item[other]).length === 1
  return `webhook ${own}${isAlone ? '' : ` ${method.toUpperCase()}`}`
}

/** The components that a node stands on, however far below, as pointers. */
export function standsOn(
  document: Document,
  node: unknown,
  known: Set<string> = new Set(),
): Set<string> {
  for (const pointer of references(node)) {
    if (known.has(pointer)) continue
    standsOn(document, valueAt(document, pointer), known.add(pointer))
  }
  return known
}

/** Every reference to a component below a node, the mappings of discriminators among them. */
export function references(node: unknown): string[] {
  if (typeof node === 'string') return node.startsWith('#/components/') ? [componentOf(node)] : []
  return typeof node === 'object' && node !== null ? Object.values(node).flatMap(references) : []
}

// `#/components/schemas/User/properties/id` belongs to `#/components/schemas/User`.
function componentOf(pointer: string): string {
  return pointer.split('/').slice(0, 4).join('/')
}

export function hashOf(value: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(value) ?? '')
    .digest('hex')
}
