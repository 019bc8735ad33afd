/** Splits UTF-8 that arrives in parts into lines. They end with `\n`, `\r\n` or `\r`; the last one may have no end. */
export class LineSplitter {
  readonly #decoder = new TextDecoder()
  #rest = ''
  #endsWithReturn = false

  /** Characters that arrived after the last end of a line. */
  get waiting(): number {
    return this.#rest.length
  }

  /** Returns the lines that a part completes. */
  push(part: Uint8Array): string[] {
    return this.#split(this.#decoder.decode(part, { stream: true }))
  }

  /** Returns the lines that the end of the stream completes. */
  end(): string[] {
    const lines = this.#split(this.#decoder.decode())
    return this.#rest ? [...lines, this.#rest] : lines
  }

  #split(text: string): string[] {
    if (text === '') return []
    // The second half of `\r\n`. The line was returned with the first one: an event that it
    // completes must not wait for the next part.
    const from = this.#endsWithReturn && text.startsWith('\n') ? 1 : 0
    this.#endsWithReturn = text.endsWith('\r')
    const [first = '', ...lines] = text.slice(from).split(/\r\n|\n|\r/)
    // Only the new part is searched, so the time for a long line is linear.
    this.#rest += first
    const last = lines.pop()
    if (last === undefined) return []
    lines.unshift(this.#rest)
    this.#rest = last
    return lines
  }
}
