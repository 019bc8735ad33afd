import { InputError } from '@returning-kit/runtime'
import { events } from '../generated/webhooks.gen.ts'
import { isWebhookError, WebhookError } from '../webhook-error.ts'
import type { Delivery } from './delivery.ts'
import { type EventName, isEventName, type ReceivedEvent, type WebhookEvent } from './event.ts'
import { type InferredSchema, inferSchema } from './infer-schema.ts'
import { type ReceiveOptions, receive } from './receive.ts'
import { memoryReplayStore, type ReplayStore } from './replay-store.ts'
import { checkOptions } from './verify.ts'

/** Options of {@link createRouter}. */
export interface RouterOptions extends ReceiveOptions {
  /** Hears of every delivery that was refused. */
  onRefused?: (error: WebhookError) => void
}

/** An event that tells more than the contract knows. */
export interface UnknownEventReport {
  /** What the contract does not know: the whole event, or the payload of one whose name it has. */
  readonly reason: 'event' | 'payload'
  readonly event: ReceivedEvent
  /** Shape of the payload without its values, ready for the contract. */
  readonly schema: InferredSchema
}

type Handler<E> = (event: E) => unknown

/** Hands events to the functions that handle them, and answers their deliveries. */
export class Router {
  readonly #options: ReceiveOptions & { replays: ReplayStore }
  readonly #onRefused: RouterOptions['onRefused']
  readonly #handlers = new Map<EventName, Handler<never>>()
  #onUnknown: Handler<UnknownEventReport> | undefined

  constructor({ onRefused, ...options }: RouterOptions) {
    checkOptions(options)
    this.#options = {
      ...options,
      replays: options.replays ?? memoryReplayStore(undefined, options.now),
    }
    this.#onRefused = onRefused
  }

  /**
   * Sets the function that handles an event. Throws InputError for a name that the contract does not have, or that has
   * its function.
   *
   * @param name - Name of the event.
   * @param handler - Gets the event; the delivery is answered when it is done.
   */
  on<Name extends EventName>(name: Name, handler: Handler<WebhookEvent<Name>>): this {
    if (!isEventName(name))
      throw new InputError('name', `The contract has no event \`${name}\`; use \`onUnknown\`.`)
    if (this.#handlers.has(name))
      throw new InputError('name', `\`${name}\` is handled already; call both from one function.`)
    this.#handlers.set(name, handler)
    return this
  }

  /**
   * Sets the function that hears of whatever the contract does not know: events of other names, which it handles, and
   * payloads that are not public, beside the function that handles them.
   *
   * @param handler - Gets the report.
   */
  onUnknown(handler: Handler<UnknownEventReport>): this {
    this.#onUnknown = handler
    return this
  }

  /**
   * Receives a delivery, has it handled, and gives the answer: 200, or the status of the refusal. Rejects with what a
   * handler throws; the event may then be delivered again.
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
      this.#onRefused?.(error)
      return Response.json({ message: error.message }, { status: error.status })
    }
  }

  async #dispatch(event: ReceivedEvent): Promise<void> {
    const handler = event.known ? this.#handlers.get(event.name) : undefined
    const open = !event.known || events[event.name].status === 'provisional'
    if (!handler && !(open && this.#onUnknown))
      throw new WebhookError('unhandled', 422, 'Nothing handles this event.')
    await handler?.(event as never)
    if (open)
      await this.#onUnknown?.({
        reason: event.known ? 'payload' : 'event',
        event,
        schema: inferSchema(event.payload),
      })
  }
}

/**
 * Makes a router for the deliveries of one address.
 *
 * @param options - Keys, formats and bounds, as for `receive`.
 * @throws InputError for keys or modes that are not safe.
 * @example
 * ```ts
 * const options = { scheme: encrypted({ keys: 'fake-key-of-exactly-32-character' }) }
 * const router = createRouter(options)
 *   .on('userJoinedServer', ({ id, payload }) => console.log(id, payload))
 *   .onUnknown(({ event, schema }) => console.log(event.name, schema))
 * const response = await router.handle(await testEvent('userJoinedServer', { userId: 'user-1' }, options))
 * console.log(response.status)
 * ```
 */
export function createRouter(options: RouterOptions): Router {
  return new Router(options)
}
