/** Where an input member goes, and how it is written there when not in the plain way. */
export type ParameterPlace =
  | 'query'
  | 'query:csv'
  | 'query:space'
  | 'query:pipe'
  | 'query:deep'
  | 'query:json'
  | 'header'
  | 'cookie'

/** Which members of a body are the payload, what stands beside it, and what tells success. Paths are dotted. */
export interface Envelope {
  readonly data: string
  readonly meta?: string
  readonly message?: string
  readonly ok?: { readonly path: string; readonly equals: string | number | boolean }
}

/** Which paging convention an operation speaks. `items`, `next`, … are dotted paths into the whole body. */
export interface Pagination {
  readonly style: 'page' | 'offset' | 'cursor'
  readonly in: 'query' | 'body'
  readonly page?: string
  readonly offset?: string
  readonly cursor?: string
  readonly limit?: string
  /** Page size where the service fixes it. */
  readonly size?: number
  readonly items?: string
  readonly next?: string
  readonly total?: string
  readonly totalPages?: string
  readonly hasNext?: string
}

/** How a caller chooses the fields of an answer. */
export interface FieldStyle {
  readonly style: 'flags' | 'csv' | 'body'
  /** Name of the list's member, where the list is one member. */
  readonly name?: string
  /** Names of the flags, each a query parameter. */
  readonly flags?: readonly string[]
}

/** All the runtime needs to know of one operation; written by the generator. */
export interface Operation {
  readonly id: string
  readonly method: string
  readonly path: string
  /** Origin, where it differs from the contract's first server. */
  readonly server?: string
  readonly parameters?: Readonly<Record<string, ParameterPlace>>
  /** Media type of the request body. */
  readonly body?: string
  /** Alternatives of schemes that must be sent together; an empty alternative means none is needed. */
  readonly security?: readonly (readonly string[])[]
  readonly envelope?: Envelope
  readonly pagination?: Pagination
  readonly fields?: FieldStyle
  /** Whether repeating it is safe, where its method does not tell. */
  readonly idempotent?: boolean
  /** How a successful body is read; default `json`. With `none` there is nothing to read. */
  readonly answer?: 'text' | 'blob' | 'none'
}

/** How a credential is sent. */
export interface SecurityScheme {
  readonly in: 'header' | 'query' | 'cookie'
  readonly name: string
  /** Written before the credential, such as `Bearer `. */
  readonly prefix?: string
  /** Option of `createClient` that feeds it, where that is not the scheme's own name. */
  readonly option?: string
}

/** All the runtime needs to know of a contract as a whole; written by the generator. */
export interface Contract {
  /** Origins; the first is the default. `{name}` stands for a server variable. */
  readonly servers: readonly string[]
  readonly schemes: Readonly<Record<string, SecurityScheme>>
  /** Default values of server variables. */
  readonly variables?: Readonly<Record<string, string>>
  /** Security of calls that name no operation, as the openapi-fetch surface makes them. */
  readonly security?: readonly (readonly string[])[]
}

/** The members of one call by name; generated functions type it. */
export type Input = Readonly<Record<string, unknown>>

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE'])

/** Tells whether a request may be sent again after it may have arrived. @see https://www.rfc-editor.org/rfc/rfc9110#section-9.2.1 */
export function isRepeatable(method: string, operation: Operation | undefined): boolean {
  return operation?.idempotent ?? safeMethods.has(method)
}
