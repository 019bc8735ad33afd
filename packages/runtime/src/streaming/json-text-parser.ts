const recordSeparator = '\x1e'

/** A JSON text of a stream. */
export interface JsonText {
  readonly text: string
  /** Number of its first line, from 1. */
  readonly line: number
}

/**
 * Finds the JSON texts in lines. A line is a text, unless it is a part of a JSON text sequence: there
 * a text begins with a record separator and may take several lines.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7464
 */
export class JsonTextParser {
  #number = 0
  #record: { readonly line: number; readonly lines: string[] } | undefined

  /** Returns the texts that a line completes. Empty lines are none. */
  push(line: string): JsonText[] {
    this.#number += 1
    if (!line.startsWith(recordSeparator)) {
      if (!this.#record) return notEmpty([{ text: line, line: this.#number }])
      this.#record.lines.push(line)
      return []
    }
    const texts = this.end()
    const text = line.slice(1)
    // A complete text must not wait for the record after it.
    if (isComplete(text)) texts.push({ text, line: this.#number })
    else this.#record = { line: this.#number, lines: [text] }
    return notEmpty(texts)
  }

  /** Returns the text that the end of the stream completes. */
  end(): JsonText[] {
    const record = this.#record
    this.#record = undefined
    return record ? notEmpty([{ text: record.lines.join('\n'), line: record.line }]) : []
  }
}

const notEmpty = (texts: readonly JsonText[]) => texts.filter(({ text }) => text.trim() !== '')

function isComplete(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return text.trim() === ''
  }
}
