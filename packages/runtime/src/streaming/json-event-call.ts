import type { Client } from '../client/client.ts'
import type { Input, Operation } from '../operation/operation.ts'
import type { ServerSentEvent } from './event-parser.ts'
import { eventsOf } from './events.ts'
import { type EventOptions, readEvents, reconnects } from './reconnect.ts'
import { bodyError } from './stream-body.ts'
import { type OpenedCall, StreamCall } from './stream-call.ts'

/**
 * A call that responds with server-sent events whose data is JSON: iterating it returns each event
 * with its parsed data.
 */
export class JsonEventCall<Result, Data, Event>
  extends StreamCall<Result, Data>
  implements AsyncIterable<Event>
{
  readonly #names: readonly string[] | undefined

  readonly #reconnects: () => boolean

  constructor(client: Client, operation: Operation, input?: Input, options: EventOptions = {}) {
    super(client, operation, input, options)
    this.#names = operation.jsonEvents
    this.#reconnects = () => reconnects(operation, options)
  }

  /**
   * Iterates the events. Throws ResponseError for a failed status, and for data that is not JSON.
   * Each iteration sends a request.
   */
  [Symbol.asyncIterator](): AsyncGenerator<Event, void> {
    return this.iterate((open, leaving) =>
      readEvents<Event>(
        open,
        (opened, source) => this.#parsed(opened, eventsOf(opened.body, source)),
        this.#reconnects() ? leaving : undefined,
      ),
    )
  }

  async *#parsed(
    { call, response }: OpenedCall,
    events: AsyncIterable<ServerSentEvent>,
  ): AsyncGenerator<unknown, void> {
    const parse = call.operation?.items?.parse ?? JSON.parse
    for await (const event of events) {
      let data: unknown = event.data
      try {
        if (this.#names?.includes(event.event) ?? true) data = parse(event.data)
      } catch {
        throw bodyError(call, response, `The data of an event \`${event.event}\` is not JSON.`)
      }
      yield { ...event, data }
    }
  }
}

/**
 * Returns a call that responds with server-sent events whose data is JSON; generated functions wrap
 * it and declare its type.
 */
export function jsonEventCall<C extends JsonEventCall<unknown, unknown, unknown>>(
  client: Client,
  operation: Operation,
  input?: object,
  options?: EventOptions,
): C {
  const call = new JsonEventCall(client, operation, input as Input | undefined, options)
  return call as JsonEventCall<unknown, unknown, unknown> as C
}
