import { LineSplitter } from './line-splitter.ts'

/** Returns the lines of a stream of UTF-8. */
export async function* linesOf(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
): AsyncGenerator<string, void> {
  const splitter = new LineSplitter()
  const reader = body.getReader()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      yield* done ? splitter.end() : splitter.push(value)
      if (done) return
    }
  } finally {
    await reader.cancel().catch(() => {})
  }
}
