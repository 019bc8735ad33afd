import { type EventPayloads, eventNames } from '../generated/webhooks.gen.ts'
import type { EventBase, EventCodec } from './event.ts'

/** Name of an event in the contract. */
export type EventName = keyof EventPayloads

/** The events of a contract. The generator writes `webhooks` of this type for any document. */
export interface EventContract<Payloads> {
  readonly events: readonly (keyof Payloads & string)[]
  /** Names of the events whose payload is not documented. */
  readonly undocumented?: readonly string[]
  /** Payloads by name, as a type. It has no value. */
  readonly payloads?: Payloads
}

/** An event of a contract with these payloads, discriminated by `name`. */
export type ContractEvent<Payloads, Name extends keyof Payloads = keyof Payloads> = {
  [N in Name]: EventBase & {
    readonly known: true
    readonly name: N
    readonly payload: Payloads[N]
  }
}[Name]

/**
 * An event of the contract, discriminated by `name`. Its payload is `unknown` where the payload is
 * not documented.
 */
export type WebhookEvent<Name extends EventName = EventName> = ContractEvent<EventPayloads, Name>

/** An authentic event that is not in the contract. */
export interface UnknownEvent extends EventBase {
  readonly known: false
  readonly name: string
  readonly payload: unknown
}

/** Any event that was received, discriminated by `known`. */
export type ReceivedEvent<Payloads = EventPayloads> = ContractEvent<Payloads> | UnknownEvent

/**
 * Returns the codec for a URL that receives one kind of event, where the whole body is the payload.
 *
 * @param name - The event that is sent to this URL, of any contract.
 * @example
 * ```ts
 * const router = createRouter({
 *   scheme: encrypted({ keys: 'fake-key-of-exactly-32-character' }),
 *   events: singleEvent('storeItemPurchased'),
 *   store: memoryStore(),
 * })
 * router.on('storeItemPurchased', ({ payload }) => console.log(payload))
 * ```
 */
export function singleEvent(name: EventName | (string & {})): EventCodec {
  return {
    name: `single-event ${name}`,
    read: (payload) => ({ name, payload }),
    write: ({ payload }) => payload,
  }
}

/** Returns whether the contract has an event of this name. */
function isEventName(name: string): name is EventName {
  return (eventNames as readonly string[]).includes(name)
}

/** Adds `known`: whether the contract has the event. */
export function toReceivedEvent(
  event: EventBase & { name: string; payload: unknown },
): ReceivedEvent {
  return { ...event, known: isEventName(event.name) } as ReceivedEvent
}
