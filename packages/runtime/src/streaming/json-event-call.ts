import type { Client } from '../client/client.ts'
import type { Input, Operation } from '../operation/operation.ts'
import type { CallOptions } from '../transport/context.ts'
import { eventsOf } from './event-call.ts'
import type { ServerSentEvent } from './event-parser.ts'
import { linesOf } from './lines.ts'
import { bodyError } from './stream-body.ts'
import { StreamCall } from './stream-call.ts'

/**
 * A call that responds with server-sent events whose data is JSON: iterating it returns each event
 * with its parsed data.
 */
export class JsonEventCall<Result, Data, Event>
  extends StreamCall<Result, Data>
  implements AsyncIterable<Event>
{
  readonly #names: readonly string[] | undefined

  constructor(client: Client, operation: Operation, input?: Input, options?: CallOptions) {
    super(client, operation, input, options)
    this.#names = operation.jsonEvents
  }

  /**
   * Iterates the events. Throws ResponseError for a failed status, and for data that is not JSON.
   * Each iteration sends a request.
   */
  [Symbol.asyncIterator](): AsyncGenerator<Event, void> {
    return this.iterate(({ body, call, response }) =>
      this.#parsed(eventsOf(linesOf(body)), (name) => {
        throw bodyError(call, response, `The data of an event \`${name}\` is not JSON.`)
      }),
    )
  }

  async *#parsed(
    events: AsyncIterable<ServerSentEvent>,
    reject: (name: string) => never,
  ): AsyncGenerator<Event, void> {
    for await (const event of events) {
      let data: unknown = event.data
      try {
        if (this.#names?.includes(event.event) ?? true) data = JSON.parse(event.data)
      } catch {
        reject(event.event)
      }
      yield { ...event, data } as Event
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
  options?: CallOptions,
): C {
  const call = new JsonEventCall(client, operation, input as Input | undefined, options)
  return call as JsonEventCall<unknown, unknown, unknown> as C
}
