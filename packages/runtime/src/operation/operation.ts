import type { HeadersReader, ItemConversion, ResponseReader } from './reader.ts'
import type {
  BodyParameter,
  BodySerializer,
  ParameterSerializer,
  PathParameter,
  PreparedRequest,
} from './serializer.ts'

/** Where a response body holds the payload, its metadata, and its success mark. Paths are dotted. */
export interface Envelope {
  readonly data: string
  readonly meta?: string
  readonly message?: string
  readonly ok?: { readonly path: string; readonly equals: string | number | boolean }
}

/** Paging convention of an operation. `items`, `next` and the others are dotted paths into the whole response body. */
export interface Pagination {
  readonly style: 'page' | 'offset' | 'cursor'
  readonly in: 'query' | 'body'
  readonly page?: string
  readonly offset?: string
  readonly cursor?: string
  readonly limit?: string
  /** Page size, where the server fixes it. */
  readonly size?: number
  readonly items?: string
  readonly next?: string
  readonly total?: string
  readonly totalPages?: string
  readonly hasNext?: string
}

/** Descriptor of one operation; the generator writes it. */
export interface Operation {
  readonly id: string
  readonly method: string
  readonly path: string
  /** Origin, if it differs from the contract's. */
  readonly server?: string
  /**
   * How each input property that is neither `body` nor a single value of the path is serialized, the choice of fields
   * included.
   */
  readonly parameters?: Readonly<
    Record<string, ParameterSerializer | BodyParameter | PathParameter>
  >
  /** Media type and serializer of the request body. */
  readonly body?: { readonly type: string; readonly serialize: BodySerializer }
  readonly security?: Security
  readonly envelope?: Envelope
  readonly pagination?: Pagination
  /** Whether the request may be repeated, if its method does not decide that. */
  readonly idempotent?: boolean
  /** Media types that the client accepts, as an Accept header. @default 'application/json' */
  readonly accept?: string
  /** Reads the body of a successful response. @default as JSON */
  readonly read?: ResponseReader
  /** Reads the body of a failed response. @default as JSON */
  readonly readError?: ResponseReader
  /** Reads the headers of every response. */
  readonly readHeaders?: HeadersReader
  /** Names of the events whose data is JSON, where it is not that of all events. */
  readonly jsonEvents?: readonly string[]
  /** Converts the items of a stream. @default as in JSON */
  readonly items?: ItemConversion
  /** Completes each request of the operation before it is sent for the first time. */
  readonly prepare?: (request: PreparedRequest) => void
  /** Names of input properties whose values must not be shown, and of properties inside them. */
  readonly sensitive?: readonly string[]
}

/** How a credential is sent. */
export interface SecurityScheme {
  readonly serialize: ParameterSerializer
  readonly name: string
  /** Prefix of the credential, such as `Bearer `. */
  readonly prefix?: string
  /** Turns what the option holds or its provider returns into the credential; by default they are the same. */
  readonly encode?: (provided: unknown) => unknown
  /** Option of `createClient` that holds the credential. */
  readonly option: string
}

/** Alternatives, each a list of schemes that are sent together; an empty alternative means that none is needed. */
export type Security = readonly (readonly SecurityScheme[])[]

/** Where the operations of a contract are served; the generator writes it. */
export interface Contract {
  /** First digits of the sha256 of the contract. */
  readonly hash?: string
  /** Origin of operations without a server of their own. `{name}` stands for a server variable. */
  readonly server: string
  /** Default values of server variables. */
  readonly variables?: Readonly<Record<string, string>>
  /** Every server of the contract. @default [server] */
  readonly servers?: readonly string[]
  /** Options of `createClient` that hold credentials. Without them any option is taken for one. */
  readonly credentials?: readonly string[]
  /** Names under which security schemes send credentials: of headers, query parameters and cookies. */
  readonly secrets?: readonly string[]
}

/** Input of one call; generated functions give it a type. */
export type Input = Readonly<Record<string, unknown>>

const safeMethod = /^(GET|HEAD|OPTIONS|QUERY|TRACE)$/

/**
 * Returns whether a request may be sent again after it may have arrived.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-9.2.1
 */
export function isIdempotent(method: string, operation: Operation | undefined): boolean {
  return operation?.idempotent ?? safeMethod.test(method)
}
