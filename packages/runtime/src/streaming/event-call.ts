import type { Client } from '../client/client.ts'
import type { Input, Operation } from '../operation/operation.ts'
import type { CallOptions } from '../transport/context.ts'
import { linesOf } from './lines.ts'
import { StreamCall } from './stream-call.ts'

/** An event of a server. @see https://html.spec.whatwg.org/multipage/server-sent-events.html */
export interface ServerSentEvent {
  /** Type of the event. @default 'message' */
  readonly event: string
  readonly data: string
  /** Last id that the server sent, with this event or an earlier one; empty if it sent none. */
  readonly id: string
}

/** Returns the events of a stream of lines. Comments and the field `retry` are skipped. */
export async function* eventsOf(
  lines: AsyncIterable<string>,
): AsyncGenerator<ServerSentEvent, void> {
  let event = ''
  let data: string[] = []
  let id = ''
  for await (const line of lines) {
    if (line === '') {
      if (data.length > 0) yield { event: event || 'message', data: data.join('\n'), id }
      event = ''
      data = []
      continue
    }
    const [, name, value = ''] = /^([^:]*)(?:: ?(.*))?$/s.exec(line) ?? []
    if (name === 'event') event = value
    else if (name === 'data') data.push(value)
    else if (name === 'id' && !value.includes('\0')) id = value
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
