/** A body of a call: the text that was sent, or the value that it was parsed to. */
export type ExchangeBody = { readonly text: string } | { readonly value: unknown }

/** One call with its values. `toEvidence` takes them out. */
export interface Exchange {
  readonly method: string
  /** The URL, absolute or a path, with its query. */
  readonly url: string
  readonly status: number
  /** When the request was sent. @default now */
  readonly date?: Date
  /** Id of the operation, if it is known. By default the URL is matched. */
  readonly operation?: string
  readonly request: ExchangeMessage
  readonly response: ExchangeMessage
}

/** The headers and the body of a request or a response. */
export interface ExchangeMessage {
  readonly headers: Iterable<readonly [name: string, value: string]>
  readonly body?: ExchangeBody
}
