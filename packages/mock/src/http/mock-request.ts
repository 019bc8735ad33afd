/** A request that the mock got, and what became of it. */
export interface MockRequest {
  /** Id of the operation; undefined for a path that the contract does not have. */
  readonly operation: string | undefined
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  /** By names in lower case, credentials included. */
  readonly headers: Readonly<Record<string, string>>
  /** Decoded JSON, the text of another media type, or null; undefined where it was long. */
  readonly body: unknown
  /** Status it was answered; 0 where the connection was cut before one. */
  readonly status: number
  /** What the request carries and the contract does not name. */
  readonly warnings: readonly string[]
  /** Milliseconds until the answer was out. */
  readonly duration: number
}
