/** An answer as it came, its body read. */
export interface RawResponse {
  readonly response: Response
  readonly text: string
  /** The body, where the operation answers a file. */
  readonly file: Blob | undefined
  /** The body passed the limit, and was dropped. */
  readonly oversized: boolean
}

// The response with its body read; undefined when that is longer.
async function bounded(limit: number, { body, headers }: Response): Promise<Response | undefined> {
  const chunks: Uint8Array<ArrayBuffer>[] = []
  const reader = body?.getReader()
  let size = 0
  for (let next = await reader?.read(); next?.value; next = await reader?.read()) {
    chunks.push(next.value)
    size += next.value.byteLength
    if (size > limit) return reader?.cancel() as Promise<undefined>
  }
  return new Response(new Blob(chunks), { headers })
}

/** Reads a response's body to its end, so that a stall or a cut belongs to the attempt. */
export async function readResponse(
  response: Response,
  limit: number,
  asFile: boolean,
): Promise<RawResponse> {
  const whole = Number.isFinite(limit) ? await bounded(limit, response) : response
  const file = asFile && response.ok ? await whole?.blob() : undefined
  return { response, file, text: (!file && (await whole?.text())) || '', oversized: !whole }
}
