import type { OperationId } from '@returning-kit/core'
import type { operations } from '@returning-kit/core/paths'
import type { SchemaOf } from './schema-of.ts'

export type { OperationId }

type Responses<Id extends OperationId> = operations[Id]['responses']

type BodyOf<Response> = Response extends { content: { 'application/json': infer Body } }
  ? Body
  : never

export const gatewayStatuses = [408, 425, 429, 502, 503, 504] as const

/** Statuses of a gateway in front of the service. Every operation can have them, without a body. */
export type GatewayStatus = (typeof gatewayStatuses)[number]

type DeclaredStatus<Id extends OperationId> = {
  [Status in keyof Responses<Id> & number]: {
    /** Status of the response. @default the status without the scenario */
    readonly status: Status
    /** Body of the response. @default the contract's example for the status */
    readonly body?: BodyOf<Responses<Id>[Status]>
  }
}[keyof Responses<Id> & number]

const disconnectTimes = ['before', 'during'] as const

/** Changes the response to one request, or to several in a row. */
export type ScriptedResponse<Id extends OperationId = OperationId> = {
  /** How many requests in a row receive this response. @default 1 */
  readonly times?: number | 'always'
  /** Milliseconds before the response. @default 0 */
  readonly latency?: number
  /** `Retry-After`: seconds or an HTTP date. */
  readonly retryAfter?: number | string
  /** Additional headers. */
  readonly headers?: Readonly<Record<string, string>>
  /** Closes the connection `before` the first byte of the response or `during` the body. */
  readonly disconnect?: (typeof disconnectTimes)[number]
} & (DeclaredStatus<Id> | { readonly status?: GatewayStatus; readonly body?: never })

/** An item that exists at the start. */
export interface StoredItem {
  /** The item, as `list` returns it. */
  readonly item: Readonly<Record<string, unknown>>
  /** Path parameters under which the item exists. @default under all */
  readonly path?: Readonly<Record<string, string>>
}

/** Items that the mock stores, and the operations that work on them. */
export interface Collection {
  /** Lists the items, one page at a time if the operation has pages. */
  readonly list?: OperationId
  /** The items at the start, or how many copies of the example of `list`. @default 0 */
  readonly items?: number | readonly StoredItem[]
  /** Creates an item from the request body. */
  readonly create?: OperationId
  /** Reads the item whose id is the last parameter of the path. */
  readonly read?: OperationId
  /** Updates the item whose id is the last parameter of the path. */
  readonly update?: OperationId
  /** Removes the item whose id is the last parameter of the path. */
  readonly remove?: OperationId
  /** Property that holds the id of an item. @default '_id', or 'id' if only that one exists */
  readonly id?: string
}

/**
 * Behavior that a mock without state does not have: pages, failures, delays and stored items. It
 * consists of JSON values alone.
 *
 * Responses of a scenario are validated against the contract, at the start as far as possible.
 */
export interface Scenario {
  /**
   * Responses to the first requests of an operation, in order. Later requests receive the same
   * responses as without a scenario.
   */
  readonly responses?: { readonly [Id in OperationId]?: readonly ScriptedResponse<Id>[] }
  /** Items that are stored between requests. */
  readonly collections?: readonly Collection[]
  /**
   * Credentials that receive 401: those in `expired`, and every other credential after `uses`
   * requests.
   */
  readonly credentials?: { readonly expired?: readonly string[]; readonly uses?: number }
  /** Milliseconds before every response. @default 0 */
  readonly latency?: number
}

// `bindScenario` checks operation ids and bodies, because the schema does not know the contract.
type ScriptedResponseShape = Omit<ScriptedResponse, 'body'> & { readonly body?: unknown }
type ScenarioShape = Omit<Scenario, 'responses'> & {
  readonly responses?: Readonly<Record<string, readonly ScriptedResponseShape[]>>
}

const milliseconds: SchemaOf<number> = { type: 'number', minimum: 0, maximum: 600_000 }
const operationId: SchemaOf<OperationId> = { type: 'string' }

/** JSON Schema of a {@link Scenario}. Its type ensures that both have the same properties. */
export const scenarioSchema: SchemaOf<ScenarioShape> = {
  type: 'object',
  additionalProperties: false,
  properties: {
    responses: {
      type: 'object',
      additionalProperties: {
        type: 'array',
        items: {
          type: 'object',
          additionalProperties: false,
          properties: {
            times: { anyOf: [{ type: 'integer', minimum: 1 }, { const: 'always' }] },
            latency: milliseconds,
            retryAfter: { anyOf: [{ type: 'integer', minimum: 0 }, { type: 'string' }] },
            headers: {
              type: 'object',
              additionalProperties: { type: 'string', pattern: '^[\\t\\x20-\\x7e]*$' },
            },
            disconnect: { enum: disconnectTimes },
            status: { type: 'integer', minimum: 200, maximum: 599 },
            body: true,
          },
        },
      },
    },
    collections: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        properties: {
          list: operationId,
          items: {
            anyOf: [
              { type: 'integer', minimum: 0, maximum: 100_000 },
              {
                type: 'array',
                maxItems: 100_000,
                items: {
                  type: 'object',
                  additionalProperties: false,
                  required: ['item'],
                  properties: {
                    item: { type: 'object', additionalProperties: true },
                    path: { type: 'object', additionalProperties: { type: 'string' } },
                  },
                },
              },
            ],
          },
          create: operationId,
          read: operationId,
          update: operationId,
          remove: operationId,
          id: { type: 'string', minLength: 1 },
        },
      },
    },
    credentials: {
      type: 'object',
      additionalProperties: false,
      properties: {
        expired: { type: 'array', items: { type: 'string' } },
        uses: { type: 'integer', minimum: 1 },
      },
    },
    latency: milliseconds,
  },
}
