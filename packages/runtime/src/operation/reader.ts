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

/** Reads the body of a response with the given status. */
export type ResponseReader = (response: Response, status: number) => Promise<ReadBody>
