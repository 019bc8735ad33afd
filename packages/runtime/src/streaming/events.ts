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

/** Returns the events of a stream of lines. Comments are skipped. */
export async function* eventsOf(
  lines: AsyncIterable<string>,
  source: EventSource = { lastId: '' },
): AsyncGenerator<ServerSentEvent, void> {
  let event = ''
  let data: string[] = []
  let id = source.lastId
  for await (const line of lines) {
    if (line === '') {
      // An event without data is not returned, but its id counts.
      source.lastId = id
      if (data.length > 0) yield { event: event || 'message', data: data.join('\n'), id }
      event = ''
      data = []
      continue
    }
    const [, name, value = ''] = /^([^:]*)(?:: ?(.*))?$/s.exec(line) ?? []
    if (name === 'event') event = value
    else if (name === 'data') data.push(value)
    else if (name === 'id' && !value.includes('\0')) id = value
    else if (name === 'retry' && /^\d+$/.test(value)) source.retry = Number(value)
  }
}
