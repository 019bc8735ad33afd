import type { OperationId } from '@returning-kit/core'
import type { operations } from '@returning-kit/core/paths'
import type { IncomingRequest } from '../http/messages.ts'
import type { Condition } from './condition.ts'

export type { OperationId }

/** The responses that an operation declares, by status. */
export type Responses<Id extends OperationId> = operations[Id]['responses']

/** The JSON body of a response. */
export type BodyOf<Response> = Response extends { content: { 'application/json': infer Body } }
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

export const disconnectTimes = ['before', 'during'] as const

/** Changes the response to one request, or to several in a row. */
export type ScriptedResponse<Id extends OperationId = OperationId> = {
  /** Which requests receive this response. @default all requests of the operation */
  readonly when?: Condition
  /** How many requests receive this response. @default 1 */
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

/** Values of the path parameters of an operation; of any operation if it is not known which. */
type PathValues<Id extends OperationId> = [OperationId] extends [Id]
  ? Readonly<Record<string, string>>
  : operations[Id]['parameters'] extends { path: infer Path }
    ? { readonly [Name in keyof Path]: string }
    : Readonly<Record<never, string>>

/** A request as a {@link Responder} receives it. */
export interface ScriptedRequest<Id extends OperationId = OperationId>
  extends Pick<IncomingRequest, 'method' | 'query' | 'headers' | 'body'> {
  /** Values of the path parameters, decoded. */
  readonly path: PathValues<Id>
}

/**
 * Returns the response to a request. For `undefined`, the next response of the operation decides,
 * and after the last one the response is the same as without a scenario.
 */
export type Responder<Id extends OperationId = OperationId> = (
  request: ScriptedRequest<Id>,
) => ScriptedResponse<Id> | undefined | Promise<ScriptedResponse<Id> | undefined>

/** Items that the mock stores, and the operations that work on them. */
export interface Collection {
  /** Lists the items, one page at a time if the operation has pages. */
  readonly list?: OperationId
  /**
   * Items at the start: a number of copies of the example of `list`, or the items themselves. What
   * the contract requires and an item lacks comes from that example.
   *
   * @default 0
   */
  readonly items?: number | readonly Readonly<Record<string, unknown>>[]
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

/** Failures of a share of all requests. The same seed fails the same requests of an operation. */
export interface FaultOptions {
  /** Share of the requests, from 0 to 1. @default 0 */
  readonly rate?: number
  /** @default '' */
  readonly seed?: string
  /** Operations that can fail. @default all */
  readonly operations?: readonly OperationId[]
}

/**
 * Behavior that a mock without state does not have: pages, failures, delays and stored items. It
 * consists of JSON values, and in code also of functions.
 *
 * Responses of a scenario are validated against the contract, at the start as far as possible.
 */
export interface Scenario {
  /**
   * Responses to the first requests of an operation, in order. Later requests receive the same
   * responses as without a scenario.
   */
  readonly responses?: {
    readonly [Id in OperationId]?: readonly (ScriptedResponse<Id> | Responder<Id>)[]
  }
  /** Items that are stored between requests. */
  readonly collections?: readonly Collection[]
  /**
   * Credentials that receive 401: those in `expired`, and every other credential after `uses`
   * requests.
   */
  readonly credentials?: { readonly expired?: readonly string[]; readonly uses?: number }
  /** Random failures: a status of a gateway, or a closed connection. */
  readonly faults?: FaultOptions
  /** Milliseconds before every response. @default 0 */
  readonly latency?: number
}
