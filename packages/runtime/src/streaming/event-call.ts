import type { Client } from '../client/client.ts'
import type { Input, Operation } from '../operation/operation.ts'
import type { CallOptions } from '../transport/context.ts'
import { EventParser, type ServerSentEvent } from './event-parser.ts'
import { linesOf } from './lines.ts'
import { StreamCall } from './stream-call.ts'

/** Returns the events of a stream of lines. */
export async function* eventsOf(
  lines: AsyncIterable<string>,
): AsyncGenerator<ServerSentEvent, void> {
  const parser = new EventParser()
  for await (const line of lines) {
    const event = parser.push(line)
    if (event) yield event
  }
}

/**
 * A call that responds with server-sent events: iterating it returns each event as it arrives.
 * `Event` is the type that the contract declares for them.
 */
export class EventCall<Result, Data, Event = ServerSentEvent>
  extends StreamCall<Result, Data>
  implements AsyncIterable<Event>
{
  /** Iterates the events. Throws ResponseError for a failed status. Each iteration sends a request. */
  [Symbol.asyncIterator](): AsyncGenerator<Event, void> {
    return this.iterate(({ body }) => eventsOf(linesOf(body)) as AsyncGenerator<Event, void>)
  }
}

/** Returns a call that responds with server-sent events; generated functions wrap it and declare its type. */
export function eventCall<C extends EventCall<unknown, unknown, unknown>>(
  client: Client,
  operation: Operation,
  input?: object,
  options?: CallOptions,
): C {
  const call = new EventCall(client, operation, input as Input | undefined, options)
  return call as EventCall<unknown, unknown, unknown> as C
}
