import type { OperationId } from '@returning-kit/core'
import type { operations } from '@returning-kit/core/paths'

export type { OperationId }

type Responses<Id extends OperationId> = operations[Id]['responses']

type BodyOf<Response> = Response extends { content: { 'application/json': infer Body } }
  ? Body
  : never

/** Statuses that a gateway in front of the service answers, whatever the contract says; they come without a body. */
export type GatewayStatus = 408 | 425 | 429 | 502 | 503 | 504

type Declared<Id extends OperationId> = {
  [Status in keyof Responses<Id> & number]: {
    /** Status to answer; what the contract would answer without it. */
    readonly status: Status
    /** Body to answer; the contract's example of that status without it. */
    readonly body?: BodyOf<Responses<Id>[Status]>
  }
}[keyof Responses<Id> & number]

/** What one request, or several in a row, get instead of the plain answer. */
export type ScriptedResponse<Id extends OperationId = OperationId> = {
  /** How many requests in a row get it. @default 1 */
  readonly times?: number | 'always'
  /** Milliseconds before the answer. @default 0 */
  readonly latency?: number
  /** `Retry-After`: seconds, or a date as HTTP writes it. */
  readonly retryAfter?: number | string
  /** More headers. */
  readonly headers?: Readonly<Record<string, string>>
  /** Ends the connection instead of answering: `before` the first byte, or `during` the body. */
  readonly disconnect?: 'before' | 'during'
} & (Declared<Id> | { readonly status?: GatewayStatus; readonly body?: never })

/** Things that a mock keeps: a list of them, and the operations that make, read, change and remove one. */
export interface Collection {
  /** Lists them, a page at a time where the operation has pages. */
  readonly list?: OperationId
  /** How many there are at the start, generated from the examples of `list`. @default 0 */
  readonly items?: number
  /** Makes one from its body. */
  readonly create?: OperationId
  /** Reads one; the last value of its path says which. */
  readonly read?: OperationId
  /** Changes one; the last value of its path says which. */
  readonly update?: OperationId
  /** Removes one; the last value of its path says which. */
  readonly remove?: OperationId
  /** Member that holds the id. @default '_id' */
  readonly id?: string
}

/**
 * What a stateless mock cannot do, as data: every member is plain JSON.
 *
 * What a scenario sends is validated against the contract, at the start as far as it is known then.
 */
export interface Scenario {
  /** By operation: what its first requests get, in order. Once they are used up, the operation answers as ever. */
  readonly responses?: { readonly [Id in OperationId]?: readonly ScriptedResponse<Id>[] }
  /** What is kept between requests. */
  readonly collections?: readonly Collection[]
  /** When credentials stop working: those `expired`, and each other one after `uses` requests. Then 401 is answered. */
  readonly credentials?: { readonly expired?: readonly string[]; readonly uses?: number }
  /** Milliseconds before every answer. @default 0 */
  readonly latency?: number
}

/** A scenario that cannot be played; the message says where and why. */
export class ScenarioError extends Error {
  override readonly name = 'ScenarioError' as const
  /** Each thing that is wrong. */
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    super(`The scenario cannot be played:\n${problems.map((text) => `- ${text}`).join('\n')}`)
    this.problems = problems
  }
}
