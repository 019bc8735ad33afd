import type {
  Document,
  MediaType,
  OperationObject,
  PathItem,
  Reference,
} from '../openapi/document.ts'
import { isRecord } from '../openapi/is-record.ts'
import { mapOperations } from '../openapi/path-item.ts'

/**
 * Where a value occurs: in a response; in a request; as a whole multipart form; or as one part of
 * such a form, which may be a file.
 */
export type Position = 'response' | 'request' | 'form' | 'part'

/** Replaces a schema by one for its position. */
export type ChangeSchema = (schema: unknown, position: Position) => unknown

type Node = Readonly<Record<string, unknown>>
type Direction = 'request' | 'response'
type Callback = Record<string, PathItem> | Reference

/**
 * Changes all schemas of a document except those in `components/schemas`, whose positions depend on
 * the others.
 */
export function mapPlacedSchemas(document: Document, change: ChangeSchema): Document {
  const mapper = new PlacedSchemaMapper(change)
  const { paths, webhooks, components = {} } = document
  return {
    ...document,
    ...(paths && { paths: mapValues(paths, (item) => mapper.pathItem(item)) }),
    ...(webhooks && { webhooks: mapValues(webhooks, (item) => mapper.webhook(item)) }),
    components: {
      ...components,
      ...mapKinds(components, {
        parameters: (one) => mapper.parameter(one, 'request'),
        headers: (one) => mapper.parameter(one, 'response'),
        requestBodies: (one) => mapper.message(one, 'request'),
        responses: (one) => mapper.message(one, 'response'),
        pathItems: (one) => mapper.pathItem(one as PathItem),
        callbacks: (one) => mapper.callback(one as Callback),
      }),
    },
  }
}

class PlacedSchemaMapper {
  readonly #change: ChangeSchema

  constructor(change: ChangeSchema) {
    this.#change = change
  }

  pathItem(item: PathItem): PathItem {
    return this.#methods(item, () => 'request')
  }

  /** A webhook is a request that the server sends, unless the contract declares the opposite. */
  webhook(item: PathItem): PathItem {
    return this.#methods(item, (operation) =>
      operation['x-direction'] === 'incoming' ? 'request' : 'response',
    )
  }

  /** A callback has webhooks by the expressions of their URLs. */
  callback(callback: Callback): Callback {
    if (typeof callback.$ref === 'string') return callback
    return mapValues(callback as Record<string, PathItem>, (item) => this.webhook(item))
  }

  #methods(item: PathItem, directionOf: (operation: OperationObject) => Direction): PathItem {
    return mapOperations(this.#withParameters(item, 'request'), ({ operationObject }) =>
      this.#operation(operationObject, directionOf(operationObject)),
    )
  }

  #operation(operation: OperationObject, sent: Direction): OperationObject {
    const received = sent === 'request' ? 'response' : 'request'
    const { requestBody, responses, callbacks } = operation
    return {
      ...this.#withParameters(operation, sent),
      ...(requestBody && { requestBody: this.message(requestBody, sent) }),
      ...(responses && { responses: mapValues(responses, (one) => this.message(one, received)) }),
      ...(callbacks && { callbacks: mapValues(callbacks, (one) => this.callback(one)) }),
    }
  }

  #withParameters<Part extends { parameters?: unknown[] }>(part: Part, direction: Direction): Part {
    if (!Array.isArray(part.parameters)) return { ...part }
    return { ...part, parameters: part.parameters.map((one) => this.parameter(one, direction)) }
  }

  parameter<T>(node: T, position: Position): T {
    const { schema, content } = node as Node
    return {
      ...node,
      ...(schema !== undefined && { schema: this.#change(schema, position) }),
      ...(isRecord(content) && { content: this.#content(content, position) }),
    }
  }

  /** Maps a request body or a response. */
  message<T>(node: T, direction: Direction): T {
    const { content, headers } = node as Node
    return {
      ...node,
      ...(isRecord(content) && { content: this.#content(content, direction) }),
      ...(isRecord(headers) && {
        headers: mapValues(headers, (one) => this.parameter(one, direction)),
      }),
    }
  }

  #content(content: Node, position: Position): Node {
    return mapProperties(content, (type, media) => {
      const { schema, itemSchema } = media as MediaType
      const isForm = position === 'request' && type.startsWith('multipart/')
      return {
        ...(media as MediaType),
        ...(schema !== undefined && { schema: this.#change(schema, isForm ? 'form' : position) }),
        ...(itemSchema !== undefined && { itemSchema: this.#change(itemSchema, position) }),
      }
    })
  }
}

function mapProperties(node: Node, change: (key: string, value: unknown) => unknown): Node {
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, change(key, value)]))
}

function mapValues<T>(record: Readonly<Record<string, T>>, change: (value: T) => T) {
  return mapProperties(record, (_, value) => change(value as T)) as Record<string, T>
}

function mapKinds(
  components: Node,
  changes: Readonly<Record<string, (value: unknown) => unknown>>,
): Record<string, Record<string, unknown>> {
  const kinds = Object.entries(changes).flatMap(([kind, change]) => {
    const component = components[kind]
    return isRecord(component) ? [[kind, mapValues(component, change)] as const] : []
  })
  return Object.fromEntries(kinds)
}
