import { type MockResponse, problem } from './messages.ts'

/** Most bytes of a request body, unless an option sets another number. */
export const defaultBodyLimit = 10_000_000

/** Thrown for a body that the mock does not accept. */
export class BodyError extends Error {
  override readonly name = 'BodyError' as const
  readonly response: MockResponse

  constructor(response: MockResponse) {
    super('The mock does not accept the request body.')
    this.response = response
  }
}

/** Throws BodyError if a body has more bytes than the limit. */
export function checkLength(length: number, limit: number): void {
  if (length <= limit) return
  const detail = `The mock accepts bodies of at most ${limit} bytes.`
  throw new BodyError(problem(413, 'Body too large', { detail }))
}

/**
 * Returns the body of a request: parsed JSON, the string of another media type, or null. Throws
 * BodyError.
 */
export function parseBody(contentType: string | undefined, bytes: Uint8Array): unknown {
  if (bytes.length === 0) return null
  const body = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8')
  const [mediaType = ''] = contentType?.split(';') ?? []
  if (!/[/+]json\b/i.test(mediaType)) return body
  try {
    return JSON.parse(body)
  } catch {
    const detail = 'The content type is JSON, but the body is not valid JSON.'
    throw new BodyError(problem(400, 'Malformed JSON', { detail }))
  }
}
