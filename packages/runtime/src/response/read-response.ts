import type { Operation } from '../operation/operation.ts'
import { isSuccess, type ReadBody } from '../operation/reader.ts'
import { readJson } from './readers.ts'

// A copy of the response with its body in memory; undefined if the body exceeds the limit.
async function readWithin(limit: number, { body, headers }: Response) {
  const chunks: Uint8Array<ArrayBuffer>[] = []
  const reader = body?.getReader()
  let size = 0
  for (let chunk = await reader?.read(); chunk?.value; chunk = await reader?.read()) {
    chunks.push(chunk.value)
    size += chunk.value.byteLength
    if (size > limit) {
      await reader?.cancel()
      return undefined
    }
  }
  // Most bodies arrive in one piece, and the stream of a Blob is slow.
  return new Response(chunks[1] ? new Blob(chunks) : chunks[0], { headers })
}

/**
 * Reads the whole body of a response within the attempt, so that an interrupted body can be retried. The result is empty if
 * the body exceeded the limit and was discarded.
 */
export async function readResponse(
  response: Response,
  status: number,
  limit: number,
  { read = readJson, readError = readJson }: Pick<Operation, 'read' | 'readError'>,
  accept?: string,
): Promise<Partial<ReadBody>> {
  const readable = Number.isFinite(limit) ? await readWithin(limit, response) : response
  const reader = isSuccess(status) ? read : readError
  return readable ? reader(readable, status, accept) : {}
}
