import { InputError } from '@returning-kit/runtime'
import type { EventPayloads } from '../generated/webhooks.gen.ts'
import { isWebhookError, WebhookError } from '../webhook-error.ts'
import type { ContractEvent, EventContract, ReceivedEvent } from './contract-event.ts'
import { type Delivery, discardBody } from './delivery.ts'
import type { Claim } from './event-store.ts'
import {
  HandlerFailure,
  type Handling,
  type HandlingOptions,
  handleClaimed,
  settle,
} from './handling.ts'
import { type InferredSchema, inferSchema } from './infer-schema.ts'
import { receive } from './receive.ts'
import { checkRouterOptions, type RouterOptions } from './router-options.ts'

/** An event, or a payload, that the contract does not describe. */
export interface UnknownEventReport<Payloads = EventPayloads> {
  /** What the contract does not describe: the whole event, or only its payload. */
  readonly reason: 'event' | 'payload'
  readonly event: ReceivedEvent<Payloads>
  /** Schema of the payload without its values, ready for the contract. */
  readonly schema: InferredSchema
}

type Handler<E, Transaction> = (event: E, handling: Handling<Transaction>) => unknown
type UnknownHandler<Payloads, Transaction> = (
  report: UnknownEventReport<Payloads>,
  handling?: Handling<Transaction>,
) => unknown

function responseTo({ message, status, retryAfter }: WebhookError): Response {
  const seconds = Math.max(1, Math.ceil((retryAfter ?? 0) / 1000))
  const headers = retryAfter === undefined ? undefined : { 'retry-after': String(seconds) }
  return Response.json({ message }, { status, ...(headers && { headers }) })
}

/** Passes events to their handlers and responds to the deliveries. */
export class Router<Transaction = never, Payloads = EventPayloads> {
  readonly #contract: EventContract<Payloads>
  readonly #options: RouterOptions<Transaction>
  readonly #handling: HandlingOptions<Transaction>
  readonly #maxConcurrent: number
  readonly #handlers = new Map<keyof Payloads, Handler<never, Transaction>>()
  #onUnknown: UnknownHandler<Payloads, Transaction> | undefined
  #running = 0

  constructor(contract: EventContract<Payloads>, options: RouterOptions<Transaction>) {
    const { maxConcurrent, ...handling } = checkRouterOptions(options)
    this.#contract = contract
    this.#options = options
    this.#maxConcurrent = maxConcurrent
    this.#handling = { ...handling, onError: (error) => this.#report(error) }
  }

  /**
   * Sets the handler of an event. Throws InputError for a name that is not in the contract, or that
   * already has a handler.
   *
   * @param name - Name of the event.
   * @param handler - Called with the event and its {@link Handling}. The response is sent when it
   *   finishes.
   */
  on<Name extends keyof Payloads & string>(
    name: Name,
    handler: Handler<ContractEvent<Payloads, Name>, Transaction>,
  ): this {
    if (!this.#contract.events.includes(name)) {
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
   * payloads that are not documented. If the event has a handler of its own, this one observes: it
   * is called after the event is completed, and its errors are passed to `onError`.
   *
   * @param handler - Called with the report, and with the {@link Handling} unless it observes.
   */
  onUnknown(handler: UnknownHandler<Payloads, Transaction>): this {
    this.#onUnknown = handler
    return this
  }

  /**
   * Receives a delivery, passes its event to its handler, and returns the response: 200 if the
   * event is handled, now or before, otherwise the status of the rejection. If a handler throws,
   * the promise is rejected with its error, and the event can be delivered again.
   */
  readonly handle = async (delivery: Delivery): Promise<Response> => {
    if (this.#running >= this.#maxConcurrent) {
      discardBody(delivery)
      return this.#reject(new WebhookError('busy', 503, 'Too many deliveries at once.', 1000))
    }
    this.#running += 1
    let settled = Promise.resolve()
    try {
      const event = this.#withKnown(await receive(delivery, this.#options))
      const run = this.#handlerOf(event)
      const claim = await this.#claim(event.id)
      if (claim) {
        const handled = handleClaimed(claim, run, this.#handling)
        settled = handled.settled
        await handled.result
        await this.#observe(event)
      }
      return new Response(null, { status: 200 })
    } catch (error) {
      if (error instanceof HandlerFailure) throw error.thrown
      if (!isWebhookError(error)) throw error
      return this.#reject(error)
    } finally {
      // A handler that exceeds its time limit occupies its place until it finishes.
      settled.finally(() => {
        this.#running -= 1
      })
    }
  }

  #withKnown(event: ReceivedEvent): ReceivedEvent<Payloads> {
    const names: readonly string[] = this.#contract.events
    return { ...event, known: names.includes(event.name) } as ReceivedEvent<Payloads>
  }

  #isUndocumented({ known, name }: ReceivedEvent<Payloads>): boolean {
    return !known || (this.#contract.undocumented?.includes(String(name)) ?? false)
  }

  #handlerOf(event: ReceivedEvent<Payloads>): (handling: Handling<Transaction>) => unknown {
    const handler = event.known ? this.#handlers.get(event.name) : undefined
    if (handler) return (handling) => handler(event as never, handling)
    const onUnknown = this.#isUndocumented(event) ? this.#onUnknown : undefined
    if (onUnknown) return (handling) => onUnknown(reportOf(event), handling)
    throw new WebhookError('unhandled', 422, 'The event has no handler.')
  }

  /** Returns the claim of an event, or undefined if it was completed before. */
  async #claim(id: string): Promise<Claim | undefined> {
    const result = await this.#options.store.claim(id, this.#handling.lease)
    if (result.state === 'claimed') return result.claim
    if (result.state === 'completed') return undefined
    const { state, retryAfter } = result
    throw state === 'full'
      ? new WebhookError('busy', 503, 'The store of events is full.', retryAfter)
      : new WebhookError('in-progress', 409, 'The event is being handled.', retryAfter)
  }

  async #observe(event: ReceivedEvent<Payloads>): Promise<void> {
    const isHandled = event.known && this.#handlers.has(event.name)
    if (!isHandled || !this.#isUndocumented(event)) return
    await settle(() => this.#onUnknown?.(reportOf(event))).catch(this.#handling.onError)
  }

  #reject(error: WebhookError): Response {
    try {
      this.#options.onRejected?.(error)
    } catch (thrown) {
      this.#report(thrown)
    }
    return responseTo(error)
  }

  #report(error: unknown): void {
    try {
      this.#options.onError?.(error)
    } catch {
      // `onError` reports errors; its own cannot be reported.
    }
  }
}

function reportOf<Payloads>(event: ReceivedEvent<Payloads>): UnknownEventReport<Payloads> {
  const reason = event.known ? 'payload' : 'event'
  return { reason, event, schema: inferSchema(event.payload) }
}
