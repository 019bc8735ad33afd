import type { BodyStream } from './observed-stream.ts'

/** A request without its body. */
export interface RequestHead {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  /** The query as it was received, with its question mark. */
  readonly search?: string
  /** Headers with lower-case names. */
  readonly headers: Readonly<Record<string, string>>
  /** Aborts if the client disconnects before the response is complete. */
  readonly signal?: AbortSignal
}

/** A request whose body is received and parsed. */
export interface IncomingRequest extends RequestHead {
  /** Parsed JSON, the string of another media type, or null without a body. */
  readonly body: unknown
  /** The body as it was received. */
  readonly bytes?: Uint8Array
}

/** A response before it is written to a socket. */
export interface MockResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** A string is sent unchanged, any other value as JSON. */
  readonly body?: unknown
  /** The body as the real server sent it, which is then sent instead of `body`. */
  readonly bytes?: Uint8Array
  /** The body of the real server as it arrives, which is then sent instead of `body`. */
  readonly stream?: BodyStream | undefined
  /** One header `Set-Cookie` each, since a list of them cannot be parsed. */
  readonly cookies?: readonly string[]
  /** Closes the connection before the first byte or in the middle of the body. */
  readonly disconnect?: 'before' | 'during' | undefined
}

/** A response, the operation that it belongs to, and warnings about the request. */
export interface EngineResult {
  readonly response: MockResponse
  readonly operation: string | undefined
  /** Values of the path parameters, decoded. */
  readonly pathParameters?: Readonly<Record<string, string>> | undefined
  readonly warnings: readonly string[]
}

/** A request and its result. */
export interface Exchange {
  readonly incoming: IncomingRequest
  readonly result: EngineResult
  /** `performance.now()` when the headers of the request were received. */
  readonly startedAt: number
  /** Milliseconds from the headers of the request until the response is complete. */
  readonly duration: number
}

interface ProblemMembers {
  readonly detail: string
  readonly [extension: string]: unknown
}

/** Returns an error response as JSON. @see https://www.rfc-editor.org/rfc/rfc9457 */
export function problem(status: number, title: string, members: ProblemMembers): MockResponse {
  return {
    status,
    headers: { 'content-type': 'application/problem+json' },
    body: { title, status, ...members },
  }
}

/** Returns headers with lower-case names. */
export function lowerCaseNames(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
  )
}
