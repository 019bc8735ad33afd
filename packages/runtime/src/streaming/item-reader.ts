import { EventParser, type ServerSentEvent } from './event-parser.ts'
import { JsonTextParser } from './json-text-parser.ts'
import { LineSplitter } from './line-splitter.ts'

/** An item of a stream: a server-sent event, or a text that should be JSON. */
export type StreamItem = { readonly event: ServerSentEvent } | { readonly text: string }

// A longer item is left out, so that a stream without an end of a line takes no memory.
const maxLength = 1_000_000

/** Returns whether a body of the media type is a stream of server-sent events. */
export function isEventStream(type: string): boolean {
  return type === 'text/event-stream'
}

/** Returns whether a body of the media type, without parameters, has items that are read one by one. */
export function hasItems(type: string): boolean {
  return (
    isEventStream(type) || /[/+](x-ndjson|ndjson|jsonl|x-jsonlines|jsonlines|json-seq)$/.test(type)
  )
}

/** Finds the items of a stream that arrives in parts. Its memory is bounded. */
export class ItemReader {
  readonly #isEventStream: boolean
  #lines = new LineSplitter()
  #events = new EventParser()
  #texts = new JsonTextParser()
  /** Length of the lines since the last item. */
  #length = 0
  #isSkipping = false

  /** @param type - Media type without parameters, for which {@link hasItems} is true. */
  constructor(type: string) {
    this.#isEventStream = isEventStream(type)
  }

  /** Returns the items that a part completes. */
  push(part: Uint8Array): StreamItem[] {
    const items = this.#lines.push(part).flatMap((line) => this.#read(line))
    if (this.#lines.waiting + this.#length > maxLength) this.#skip()
    return items
  }

  /** Returns the items that the end of the stream completes. */
  end(): StreamItem[] {
    const items = this.#lines.end().flatMap((line) => this.#read(line))
    return [...items, ...this.#texts.end().map(({ text }) => ({ text }))]
  }

  // Up to the end of its line.
  #skip(): void {
    this.#lines = new LineSplitter()
    this.#events = new EventParser()
    this.#texts = new JsonTextParser()
    this.#length = 0
    this.#isSkipping = true
  }

  #read(line: string): StreamItem[] {
    if (this.#isSkipping) {
      this.#isSkipping = false
      return []
    }
    this.#length += line.length
    if (this.#isEventStream) {
      const event = this.#events.push(line)
      if (line === '') this.#length = 0
      return event ? [{ event }] : []
    }
    const texts = this.#texts.push(line)
    if (texts.length > 0) this.#length = 0
    return texts.map(({ text }) => ({ text }))
  }
}
