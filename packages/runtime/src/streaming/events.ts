import { EventParser, type EventSource, type ServerSentEvent } from './event-parser.ts'

/** Returns the events of a stream of lines. */
export async function* eventsOf(
  lines: AsyncIterable<string>,
  source?: EventSource,
): AsyncGenerator<ServerSentEvent, void> {
  const parser = new EventParser(source)
  for await (const line of lines) {
    const event = parser.push(line)
    if (event) yield event
  }
}
