/** Splits UTF-8 that arrives in parts into lines. They end with `\n`, `\r\n` or `\r`; the last one may have no end. */
export class LineSplitter {
  readonly #decoder = new TextDecoder()
  #rest = ''

  /** Characters that arrived after the last end of a line. */
  get waiting(): number {
    return this.#rest.length
  }

  /** Returns the lines that a part completes. */
  push(part: Uint8Array): string[] {
    // A `\r` at the end of a part may be the first half of `\r\n`.
    return this.#split(this.#decoder.decode(part, { stream: true }), /\r\n|\n|\r(?!$)/)
  }

  /** Returns the lines that the end of the stream completes. */
  end(): string[] {
    const lines = this.#split(this.#decoder.decode(), /\r\n|\n|\r/)
    return this.#rest ? [...lines, this.#rest] : lines
  }

  #split(text: string, end: RegExp): string[] {
    const lines = (this.#rest + text).split(end)
    this.#rest = lines.pop() ?? ''
    return lines
  }
}
