import { LineSplitter } from './line-splitter.ts'

/**
 * Returns the lines of a stream of UTF-8.
 *
 * @param hasOpenEnd - Whether what follows the last end of a line is a line, too.
 */
export async function* linesOf(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  hasOpenEnd = true,
): AsyncGenerator<string, void> {
  const splitter = new LineSplitter()
  const reader = body.getReader()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (!done) yield* splitter.push(value)
      else if (hasOpenEnd) yield* splitter.end()
      if (done) return
    }
  } finally {
    await reader.cancel().catch(() => {})
  }
}
