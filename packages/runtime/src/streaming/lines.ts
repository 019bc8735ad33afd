/** Returns the lines of a stream of UTF-8. They end with `\n`, `\r\n` or `\r`; the last one may have no end. */
export async function* linesOf(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
): AsyncGenerator<string, void> {
  const decoder = new TextDecoder()
  const reader = body.getReader()
  let rest = ''
  try {
    for (;;) {
      const { done, value } = await reader.read()
      rest += done ? decoder.decode() : decoder.decode(value, { stream: true })
      // A `\r` at the end of a part may be the first half of `\r\n`.
      const lines = rest.split(done ? /\r\n|\n|\r/ : /\r\n|\n|\r(?!$)/)
      rest = lines.pop() ?? ''
      yield* lines
      if (!done) continue
      if (rest) yield rest
      return
    }
  } finally {
    await reader.cancel().catch(() => {})
  }
}
