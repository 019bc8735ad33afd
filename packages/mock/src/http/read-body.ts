import type { IncomingMessage } from 'node:http'
import { type MockResponse, problem } from './messages.ts'

/** Thrown for a body that the mock does not accept. */
export class BodyError extends Error {
  override readonly name = 'BodyError' as const
  readonly response: MockResponse

  constructor(response: MockResponse) {
    super('The mock does not accept the request body.')
    this.response = response
  }
}

/** A request body, parsed and as it was received. */
export interface ReceivedBody {
  readonly body: unknown
  readonly bytes: Uint8Array
}

/** Throws BodyError if `Content-Length` exceeds the limit. */
export function checkLength({ headers }: IncomingMessage, limit: number): void {
  if (Number(headers['content-length'] ?? 0) > limit) throw tooLarge(limit)
}

function tooLarge(limit: number): BodyError {
  const detail = `The mock accepts bodies of at most ${limit} bytes.`
  return new BodyError(problem(413, 'Body too large', { detail }))
}

// Stops at the limit. Node discards the rest of the body.
function readBytes(request: IncomingMessage, limit: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let length = 0
    request.on('data', (chunk: Buffer) => {
      length += chunk.length
      if (length <= limit) chunks.push(chunk)
      else {
        request.removeAllListeners('data')
        request.resume()
        reject(tooLarge(limit))
      }
    })
    request.once('end', () => resolve(Buffer.concat(chunks)))
    request.once('error', reject)
  })
}

/**
 * Returns the body of a request: parsed JSON, the string of another media type, or null. Throws
 * BodyError.
 */
export async function readBody(request: IncomingMessage, limit: number): Promise<ReceivedBody> {
  checkLength(request, limit)
  const bytes = await readBytes(request, limit)
  return { body: parseBody(request, bytes.toString('utf8')), bytes }
}

function parseBody(request: IncomingMessage, body: string): unknown {
  if (body === '') return null
  const [mediaType = ''] = request.headers['content-type']?.split(';') ?? []
  if (!/[/+]json\b/i.test(mediaType)) return body
  try {
    return JSON.parse(body)
  } catch {
    const detail = 'The content type is JSON, but the body is not valid JSON.'
    throw new BodyError(problem(400, 'Malformed JSON', { detail }))
  }
}
