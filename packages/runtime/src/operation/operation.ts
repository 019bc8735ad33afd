import type { ParameterSerializer } from '../request/build-request.ts'

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

/** All the runtime needs to know of one operation; written by the generator. */
export interface Operation {
  readonly id: string
  readonly method: string
  readonly path: string
  /** Origin, where it differs from the contract's. */
  readonly server?: string
  /** Where the members of the input go that are not in the path, the choice of fields among them. */
  readonly parameters?: Readonly<Record<string, ParameterSerializer>>
  /** Media type of the request body, and how it is written. */
  readonly body?: { readonly type: string; readonly serialize: ParameterSerializer }
  readonly security?: Security
  readonly envelope?: Envelope
  readonly pagination?: Pagination
  /** Whether repeating it is safe, where its method does not tell. */
  readonly idempotent?: boolean
  /** How a successful body is read; default `json`. With `none` there is nothing to read. */
  readonly responseType?: 'text' | 'blob' | 'none'
}

/** How a credential is sent. */
export interface SecurityScheme {
  readonly serialize: ParameterSerializer
  readonly name: string
  /** Written before the credential, such as `Bearer `. */
  readonly prefix?: string
  /** Option of `createClient` that feeds it. */
  readonly option: string
}

/** Alternatives of schemes that must be sent together; an empty alternative means none is needed. */
export type Security = readonly (readonly SecurityScheme[])[]

/** Where the operations of a contract are served; written by the generator. */
export interface Contract {
  /** Origin of the operations that name no other. `{name}` stands for a server variable. */
  readonly server: string
  /** Default values of server variables. */
  readonly variables?: Readonly<Record<string, string>>
}

/** The members of one call by name; generated functions type it. */
export type Input = Readonly<Record<string, unknown>>

const safeMethod = /^(GET|HEAD|OPTIONS|TRACE)$/

/** Tells whether a request may be sent again after it may have arrived. @see https://www.rfc-editor.org/rfc/rfc9110#section-9.2.1 */
export function isIdempotent(method: string, operation: Operation | undefined): boolean {
  return operation?.idempotent ?? safeMethod.test(method)
}
