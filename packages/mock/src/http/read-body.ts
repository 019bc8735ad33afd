import type { IncomingMessage } from 'node:http'
import { type MockResponse, problem } from './messages.ts'

/** A body that is refused; the reply says why. */
export class BodyError extends Error {
  override readonly name = 'BodyError' as const
  readonly reply: MockResponse

  constructor(reply: MockResponse) {
    super('The body is refused.')
    this.reply = reply
  }
}

/** Refuses a body that announces more bytes than are read. */
export function checkLength({ headers }: IncomingMessage, limit: number): void {
  if (Number(headers['content-length'] ?? 0) > limit) throw tooLong(limit)
}

function tooLong(limit: number): BodyError {
  return new BodyError(
    problem(413, 'Body too long', `The mock reads bodies of at most ${limit} bytes.`),
  )
}

// Stops at the limit; Node throws away what still comes.
function collect(request: IncomingMessage, limit: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let length = 0
    request.on('data', (chunk: Buffer) => {
      length += chunk.length
      if (length <= limit) chunks.push(chunk)
      else {
        request.removeAllListeners('data')
        request.resume()
        reject(tooLong(limit))
      }
    })
    request.once('end', () => resolve(Buffer.concat(chunks)))
    request.once('error', reject)
  })
}

/** The body of a request: decoded JSON, the text of another media type, or null. Throws BodyError. */
export async function readBody(request: IncomingMessage, limit: number): Promise<unknown> {
  checkLength(request, limit)
  const text = (await collect(request, limit)).toString('utf8')
  if (text === '') return null
  if (!/[/+]json\b/i.test(request.headers['content-type']?.split(';')[0] ?? '')) return text
  try {
    return JSON.parse(text)
  } catch {
    throw new BodyError(
      problem(400, 'Malformed JSON', 'The body is not JSON, though its content type says so.'),
    )
  }
}
