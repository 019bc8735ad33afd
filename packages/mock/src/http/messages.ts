/** What goes back to a client. */
export interface MockResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** A text as it goes out, or what goes out as JSON. */
  readonly body?: unknown
  /** End the connection instead: before anything is sent, or in the middle of the body. */
  readonly disconnect?: 'before' | 'during' | undefined
}

/** A refusal that explains itself. @see https://www.rfc-editor.org/rfc/rfc9457 */
export function problem(
  status: number,
  title: string,
  detail: string,
  more: object = {},
): MockResponse {
  return {
    status,
    headers: { 'content-type': 'application/problem+json' },
    body: { title, status, detail, ...more },
  }
}

/** The body as it goes out. */
export function written({ body }: MockResponse): Buffer {
  if (body === undefined) return Buffer.alloc(0)
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body))
}
