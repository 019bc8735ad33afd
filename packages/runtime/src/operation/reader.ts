/** Returns whether a status is that of a successful response. */
export const isSuccess = (status: number): boolean => status >= 200 && status < 300

/** Returns whether a response has no body by its status; `Response` rejects one. */
export const isBodyless = (status: number): boolean =>
  status === 204 || status === 205 || status === 304

/** A decoded body; it may be undefined or null. */
export interface DecodedBody {
  readonly body: unknown
}

/** A body that was read. */
export interface ReadBody {
  /** The body as a string; empty if it was decoded to something else. */
  readonly text: string
  /** Left out if the body is not what the contract declares. */
  readonly decoded?: DecodedBody
}

/**
 * Reads the body of a response with the given status, to a request with the given Accept header.
 */
export type ResponseReader = (
  response: Response,
  status: number,
  accept: string | undefined,
) => Promise<ReadBody>

/** A response with what was read of it. */
export interface ReceivedResponse<Read = Partial<ReadBody>> {
  readonly response: Response
  /** That of the response, whose own property is computed at each access. */
  readonly status: number
  readonly read: Read
}

/** Reads a response with the given status. */
export type ReadReceived<Read> = (response: Response, status: number) => Promise<Read>

/** Type of a response header; in an array, that of its items. */
export type HeaderKind =
  | 'string'
  | 'number'
  | 'boolean'
  | 'json'
  | readonly ['string' | 'number' | 'boolean']

/** Returns the values of declared response headers by their names. */
export type HeadersReader = (headers: Headers) => Readonly<Record<string, unknown>>

/** How the items of a stream become values of JavaScript. */
export interface ItemConversion {
  /** Parses a JSON text in the stream. */
  readonly parse: (json: string) => unknown
  /** Converts an item. */
  readonly convert: (item: unknown) => unknown
}
