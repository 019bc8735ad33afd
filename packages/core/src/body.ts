import { orAbort } from './clock.ts'

async function readUpTo(body: ReadableStream<Uint8Array>, limit: number): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const reader = body.getReader()
  const chunks: Uint8Array[] = []
  let size = 0
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    size += next.value.byteLength
    if (size > limit) {
      await reader.cancel()
      return undefined
    }
    chunks.push(next.value)
  }
  const bytes = new Uint8Array(size)
  let offset = 0
  for (const chunk of chunks) {
    bytes.set(chunk, offset)
    offset += chunk.byteLength
  }
  return bytes
}

/**
 * Reads a response's body to its end, so that a stall or a cut belongs to the attempt. The result is the response with
 * the body in memory, or undefined when the body passes `limit` bytes.
 */
export async function readWhole(response: Response, limit: number, signal: AbortSignal): Promise<Response | undefined> {
  if (!response.body) return response
  const reading: Promise<ArrayBuffer | Uint8Array<ArrayBuffer> | undefined> = Number.isFinite(limit)
    ? readUpTo(response.body, limit)
    : response.arrayBuffer()
  const bytes = await orAbort(reading, signal)
  if (!bytes) return undefined
  const empty = bytes.byteLength === 0
  const copy = new Response(empty ? null : bytes, response)
  Object.defineProperty(copy, 'url', { value: response.url })
  return copy
}
