import { rejectInput } from '../errors/input-error.ts'
import { isNetworkError } from '../errors/network-error.ts'
import { isTimeoutError } from '../errors/timeout-error.ts'
import { isIdempotent, type Operation } from '../operation/operation.ts'
import { sleep } from '../transport/clock.ts'
import type { CallOptions } from '../transport/context.ts'
import { backoff, retryOptions } from '../transport/retry.ts'
import type { EventSource } from './event-parser.ts'
import { checkedItems } from './items.ts'
import type { OpenCall, OpenedCall } from './stream-call.ts'

/** Options of a call that responds with server-sent events. */
export interface EventOptions extends CallOptions {
  /**
   * Whether the iteration sends the request again when the connection ends or breaks, with the id
   * of the last event in `Last-Event-ID`, until the server responds with 204. The operation must be
   * idempotent. The iteration gives up after `retry.retries` connections in a row without an event.
   *
   * @default false
   */
  reconnect?: boolean
}

// Milliseconds before a reconnection, until the server asks for another time.
const defaultDelay = 3_000

/**
 * Returns the events of a call.
 *
 * @param parse - Returns the events in a response.
 * @param leaving - Ends the delay before a reconnection; without it there is none.
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html#sse-processing-model
 */
export async function* readEvents<Event>(
  open: OpenCall,
  parse: (opened: OpenedCall, source: EventSource) => AsyncIterable<unknown>,
  leaving: AbortSignal | undefined,
): AsyncGenerator<Event, void> {
  const source: EventSource = { lastId: '' }
  const counter = { count: 0 }
  let fruitless = 0
  for (;;) {
    const { lastId } = source
    const opened = await open(lastId ? { 'last-event-id': headerValue(lastId) } : undefined)
    const { call, response } = opened
    const { count } = counter
    let broken: unknown
    try {
      yield* checkedItems<Event>(opened, parse(opened, source), counter)
    } catch (error) {
      if (!leaving || !(isNetworkError(error) || isTimeoutError(error))) throw error
      broken = error
    }
    if (!leaving || response.status === 204) return
    fruitless = counter.count > count ? 0 : fruitless + 1
    const { context, options } = call
    const retry = retryOptions(options.retry, context.retry)
    if (fruitless > retry.retries) {
      if (broken !== undefined) throw broken
      return
    }
    const { clock } = context
    const more = fruitless > 0 ? backoff(fruitless - 1, retry, clock.random()) : 0
    const signals = [leaving, options.signal].filter((signal) => signal !== undefined)
    await sleep(clock, (source.retry ?? defaultDelay) + more, AbortSignal.any(signals))
  }
}

/**
 * Returns whether a call reconnects.
 *
 * @throws InputError for an operation that is not idempotent.
 */
export function reconnects(operation: Operation, options: EventOptions): boolean {
  if (!options.reconnect) return false
  if (options.idempotent || isIdempotent(operation.method, operation)) return true
  const reject = rejectInput('reconnect', operation.id)
  return reject(`must not be set: ${operation.id} is not idempotent, so each request may do harm`)
}

// A header has bytes: those of UTF-8.
const headerValue = (id: string) => String.fromCharCode(...new TextEncoder().encode(id))
