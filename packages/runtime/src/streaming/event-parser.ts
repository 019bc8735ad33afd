/** An event of a server. @see https://html.spec.whatwg.org/multipage/server-sent-events.html */
export interface ServerSentEvent {
  /** Type of the event. @default 'message' */
  readonly event: string
  readonly data: string
  /** Last id that the server sent, with this event or an earlier one; empty if it sent none. */
  readonly id: string
}

/** What a server asked for in the events of a stream. */
export interface EventSource {
  /** Id of the last event; empty if the server sent none. */
  lastId: string
  /** Milliseconds to wait before a reconnection. */
  retry?: number
}

/** Finds the events in lines. Comments are skipped. */
export class EventParser {
  readonly #source: EventSource
  #event = ''
  #data: string[] = []
  #id: string

  /** @param source - Receives what the server asks for. */
  constructor(source: EventSource = { lastId: '' }) {
    this.#source = source
    this.#id = source.lastId
  }

  /** Returns the event that a line completes. */
  push(line: string): ServerSentEvent | undefined {
    if (line === '') return this.#complete()
    const [, name, value = ''] = /^([^:]*)(?:: ?(.*))?$/s.exec(line) ?? []
    if (name === 'event') this.#event = value
    else if (name === 'data') this.#data.push(value)
    else if (name === 'id' && !value.includes('\0')) this.#id = value
    else if (name === 'retry' && /^\d+$/.test(value)) this.#source.retry = Number(value)
    return undefined
  }

  #complete(): ServerSentEvent | undefined {
    const [event, data] = [this.#event || 'message', this.#data]
    this.#event = ''
    this.#data = []
    // An event without data is not returned, but its id counts.
    this.#source.lastId = this.#id
    return data.length > 0 ? { event, data: data.join('\n'), id: this.#id } : undefined
  }
}
