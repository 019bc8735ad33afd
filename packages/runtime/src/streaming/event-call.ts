import type { Client } from '../client/client.ts'
import type { Input, Operation } from '../operation/operation.ts'
import type { ServerSentEvent } from './event-parser.ts'
import { eventsOf } from './events.ts'
import { type EventOptions, readEvents, reconnects } from './reconnect.ts'
import { StreamCall } from './stream-call.ts'

/**
 * A call that responds with server-sent events: iterating it returns each event as it arrives.
 * `Event` is the type that the contract declares for them.
 */
export class EventCall<Result, Data, Event = ServerSentEvent>
  extends StreamCall<Result, Data>
  implements AsyncIterable<Event>
{
  readonly #reconnects: () => boolean

  constructor(client: Client, operation: Operation, input?: Input, options: EventOptions = {}) {
    super(client, operation, input, options)
    this.#reconnects = () => reconnects(operation, options)
  }

  /** Iterates the events. Throws ResponseError for a failed status. Each iteration sends a request. */
  [Symbol.asyncIterator](): AsyncGenerator<Event, void> {
    return this.iterate((open, leaving) =>
      readEvents<Event>(
        open,
        ({ body }, source) => eventsOf(body, source),
        this.#reconnects() ? leaving : undefined,
      ),
    )
  }
}

/** Returns a call that responds with server-sent events; generated functions wrap it and declare its type. */
export function eventCall<C extends EventCall<unknown, unknown, unknown>>(
  client: Client,
  operation: Operation,
  input?: object,
  options?: EventOptions,
): C {
  const call = new EventCall(client, operation, input as Input | undefined, options)
  return call as EventCall<unknown, unknown, unknown> as C
}
