import type { Alternative, Position, Shape } from '@returning-kit/runtime/recording'

/** A part of a request or of a response. */
export type Part =
  | 'path'
  | 'query'
  | 'request header'
  | 'request body'
  | 'response header'
  | 'response body'

/** Where a fact was observed. */
export interface Place {
  /** Id of the operation. */
  readonly operation: string
  readonly part: Part
  /** Status as the contract declares it: `200`, `4XX` or `default`. Undefined for a request. */
  readonly status: string | undefined
  /** JSON pointer into the part; `*` stands for any item of an array and any name of a map. */
  readonly pointer: string
}

/** Something that the contract declares, and that calls contradict. */
export interface Contradiction extends Place {
  /** Keyword of the contract: `type`, `required`, `enum`, `content` and others. */
  readonly keyword: string
  /** What the contract expects, in its words. */
  readonly expected: string
  /** What was received: a kind, never a value. */
  readonly received: string
  count: number
  /** The schemas that reject it. */
  readonly position: Position
  /** What was received there. */
  readonly shape: Shape
}

/** A member that the contract does not declare, or a value that it does not describe. */
export interface NewMember extends Place {
  /**
   * Name of the member; `*` for those whose names are data, undefined for a value without a type.
   */
  readonly name: string | undefined
  /** How often it was present. */
  count: number
  /** How many calls had it. */
  calls: number
  /** The schemas of the object that has the member, or of the value. */
  readonly owner: readonly Alternative[]
  readonly ownerPosition: Position
  /** Whether the contract rejects other members. */
  readonly isForbidden: boolean
  readonly shape: Shape
}

/** A status that the contract does not declare for an operation. */
export interface NewStatus {
  readonly operation: string
  readonly status: number
  count: number
  /** Bodies by media types. */
  readonly bodies: Map<string, Shape>
}

/** How often something was seen, when last, and where. */
export interface Sightings {
  count: number
  /** Day of the latest call. */
  lastDate: string
  /** Calls by origin. */
  readonly origins: Map<string, number>
}

/** Calls of the service that no operation of the contract describes. */
export interface NewOperation extends Sightings {
  readonly method: string
  /** The path with `{}` for each segment that is data. */
  readonly path: string
  readonly origin: string | undefined
  readonly statuses: Map<number, number>
  /** Query of the calls that succeeded. */
  readonly query: Shape
  /** Bodies of the requests that succeeded, by media types. */
  readonly requests: Map<string, Shape>
  /** Bodies of responses, by statuses and media types. */
  readonly responses: Map<number, Map<string, Shape>>
}

/** Receives what one call confirms, contradicts and adds. */
export interface FindingSink {
  contradict(contradiction: Contradiction): void
  addMember(member: NewMember): void
  addStatus(status: NewStatus): void
  /** A call has a value for the node of the contract at a pointer. */
  see(pointer: string): void
}
