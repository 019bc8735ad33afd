/** A response whose body was read. */
export interface RawResponse {
  readonly response: Response
  /** The body as a string; undefined if it exceeded the limit and was discarded. */
  readonly text: string | undefined
  /** The body, if the operation returns a file. */
  readonly blob: Blob | undefined
}

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
  return new Response(new Blob(chunks), { headers })
}

/** Reads the whole body of a response within the attempt, so that an interrupted body can be retried. */
export async function readResponse(
  response: Response,
  limit: number,
  asBlob: boolean,
): Promise<RawResponse> {
  const readable = Number.isFinite(limit) ? await readWithin(limit, response) : response
  const blob = asBlob && response.ok ? await readable?.blob() : undefined
  const text = blob ? '' : await readable?.text()
  return { response, blob, text }
}
