import { InputError } from '@returning-kit/runtime'
import { events } from '../generated/webhooks.gen.ts'
import { isWebhookError, WebhookError } from '../webhook-error.ts'
import {
  type EventName,
  isEventName,
  type ReceivedEvent,
  type WebhookEvent,
} from './contract-event.ts'
import type { Delivery } from './delivery.ts'
import { type InferredSchema, inferSchema } from './infer-schema.ts'
import { type ReceiveOptions, receive } from './receive.ts'
import { memoryReplayStore, type ReplayStore } from './replay-store.ts'
import { checkOptions } from './verify.ts'

/** Options of {@link createRouter}. */
export interface RouterOptions extends ReceiveOptions {
  /** Called for every rejected delivery. */
  onRejected?: (error: WebhookError) => void
}

/** An event, or a payload, that the contract does not describe. */
export interface UnknownEventReport {
  /** What the contract does not describe: the whole event, or only its payload. */
  readonly reason: 'event' | 'payload'
  readonly event: ReceivedEvent
  /** Schema of the payload without its values, ready for the contract. */
  readonly schema: InferredSchema
}

type Handler<E> = (event: E) => unknown

/** Passes events to their handlers and responds to the deliveries. */
export class Router {
  readonly #options: ReceiveOptions & { replays: ReplayStore }
  readonly #onRejected: RouterOptions['onRejected']
  readonly #handlers = new Map<EventName, Handler<never>>()
  #onUnknown: Handler<UnknownEventReport> | undefined

  constructor({ onRejected, ...options }: RouterOptions) {
    checkOptions(options)
    this.#options = {
      ...options,
      replays: options.replays ?? memoryReplayStore(undefined, options.now),
    }
    this.#onRejected = onRejected
  }

  /**
   * Sets the handler of an event. Throws InputError for a name that is not in the contract, or that
   * already has a handler.
   *
   * @param name - Name of the event.
   * @param handler - Called with the event. The response is sent when it finishes.
   */
  on<Name extends EventName>(name: Name, handler: Handler<WebhookEvent<Name>>): this {
    if (!isEventName(name)) {
      throw new InputError('name', `The contract has no event \`${name}\`. Use \`onUnknown\`.`)
    }
    if (this.#handlers.has(name)) {
      throw new InputError(
        'name',
        `\`${name}\` already has a handler. Call both functions from one handler.`,
      )
    }
    this.#handlers.set(name, handler)
    return this
  }

  /**
   * Sets the handler of everything that the contract does not describe: events of other names, and
   * payloads that are not documented. The latter are also passed to the handler of their event.
   *
   * @param handler - Called with the report.
   */
  onUnknown(handler: Handler<UnknownEventReport>): this {
    this.#onUnknown = handler
    return this
  }

  /**
   * Receives a delivery, calls its handler, and returns the response: 200, or the status of the
   * rejection. If a handler throws, the promise is rejected with its error, and the event can be
   * delivered again.
   */
  readonly handle = async (delivery: Delivery): Promise<Response> => {
    try {
      const event = await receive(delivery, this.#options)
      try {
        await this.#dispatch(event)
      } catch (error) {
        await this.#options.replays.release(event.id)
        throw error
      }
      return new Response(null, { status: 200 })
    } catch (error) {
      if (!isWebhookError(error)) throw error
      this.#onRejected?.(error)
      // A replay gets 409, not 200: while the first delivery is being handled, a 200 could lose the
      // event.
      return Response.json({ message: error.message }, { status: error.status })
    }
  }

  async #dispatch(event: ReceivedEvent): Promise<void> {
    const handler = event.known ? this.#handlers.get(event.name) : undefined
    const isUndocumented = !event.known || events[event.name].status === 'provisional'
    if (!handler && !(isUndocumented && this.#onUnknown)) {
      throw new WebhookError('unhandled', 422, 'The event has no handler.')
    }
    await handler?.(event as never)
    if (isUndocumented) {
      await this.#onUnknown?.({
        reason: event.known ? 'payload' : 'event',
        event,
        schema: inferSchema(event.payload),
      })
    }
  }
}

/**
 * Returns a router for the deliveries to one URL.
 *
 * @param options - Keys, formats and limits, as for `receive`.
 * @throws InputError for keys or modes that are not safe.
 * @example
 * ```ts
 * const options = { scheme: encrypted({ keys: 'fake-key-of-exactly-32-character' }) }
 * const router = createRouter(options)
 *   .on('userJoinedServer', ({ id, payload }) => console.log(id, payload))
 *   .onUnknown(({ event, schema }) => console.log(event.name, schema))
 * const request = await createTestRequest('userJoinedServer', { userId: 'user-1' }, options)
 * const response = await router.handle(request)
 * console.log(response.status)
 * ```
 */
export function createRouter(options: RouterOptions): Router {
  return new Router(options)
}
