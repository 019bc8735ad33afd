import { orAbort } from './clock.ts'

async function readUpTo(body: ReadableStream<Uint8Array>, limit: number): Promise<Uint8Array<ArrayBuffer>[] | undefined> {
  const chunks: Uint8Array<ArrayBuffer>[] = []
  const reader = body.getReader()
  let size = 0
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    size += next.value.byteLength
    if (size > limit) {
      await reader.cancel()
      return undefined
    }
    chunks.push(new Uint8Array(next.value))
  }
  return chunks
}

/** An answer whose body was read. */
export interface WholeResponse {
  readonly response: Response
  /** The body as text; undefined when it is a file, or passed the limit. */
  readonly text: string | undefined
  readonly oversized: boolean
}

/** How a body is read. */
export interface Reading {
  /** Most bytes that are read; a longer body is dropped. */
  readonly limit: number
  /** The body is a file, not a text. */
  readonly asFile: boolean
  /** Somebody after us wants to read the body, too. */
  readonly again: boolean
}

/** Reads a response's body to its end, so that a stall or a cut belongs to the attempt. */
export async function readWhole(response: Response, reading: Reading, signal: AbortSignal): Promise<WholeResponse> {
  if (!response.body) return { response, text: '', oversized: false }
  const asFile = reading.asFile && response.ok
  const limited = Number.isFinite(reading.limit)
  const chunks = limited ? await orAbort(readUpTo(response.body, reading.limit), signal) : undefined
  const oversized = limited && chunks === undefined
  const read = chunks ? new Response(new Blob(chunks)) : response
  const body = oversized ? null : await orAbort<Blob | string>(asFile ? read.blob() : read.text(), signal)
  const text = typeof body === 'string' ? body : undefined
  if (!reading.again && !asFile && response.ok) return { response, text, oversized }
  const whole = new Response(body || null, response)
  Object.defineProperty(whole, 'url', { value: response.url })
  return { response: whole, text, oversized }
}
