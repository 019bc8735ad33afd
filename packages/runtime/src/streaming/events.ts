import { EventParser, type EventSource, type ServerSentEvent } from './event-parser.ts'
import { linesOf } from './lines.ts'

/** Returns the events of a stream of UTF-8. */
export async function* eventsOf(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  source?: EventSource,
): AsyncGenerator<ServerSentEvent, void> {
  const parser = new EventParser(source)
  // A line that was cut off counts for nothing: `retry: 5` may have been `retry: 500`.
  for await (const line of linesOf(body, false)) {
    const event = parser.push(line)
    if (event) yield event
  }
}
