/** An event of a server. @see https://html.spec.whatwg.org/multipage/server-sent-events.html */
export interface ServerSentEvent {
  /** Type of the event. @default 'message' */
  readonly event: string
  readonly data: string
  /** Last id that the server sent, with this event or an earlier one; empty if it sent none. */
  readonly id: string
}

/** Finds the events in lines. Comments and the field `retry` are skipped. */
export class EventParser {
  #event = ''
  #data: string[] = []
  #id = ''

  /** Returns the event that a line completes. */
  push(line: string): ServerSentEvent | undefined {
    if (line === '') return this.#complete()
    const [, name, value = ''] = /^([^:]*)(?:: ?(.*))?$/s.exec(line) ?? []
    if (name === 'event') this.#event = value
    else if (name === 'data') this.#data.push(value)
    else if (name === 'id' && !value.includes('\0')) this.#id = value
    return undefined
  }

  #complete(): ServerSentEvent | undefined {
    const [event, data] = [this.#event || 'message', this.#data]
    this.#event = ''
    this.#data = []
    return data.length > 0 ? { event, data: data.join('\n'), id: this.#id } : undefined
  }
}
