import { type EventPayloads, eventNames } from '../generated/webhooks.gen.ts'

/** How sure the contract is of something. */
export interface Provenance {
  /** `provisional`: only the name is public. */
  readonly status: 'documented' | 'partial' | 'provisional'
  /** The page it was read from. */
  readonly source: string
  /** The day of that page. */
  readonly asOf: string
}

/** Name of an event that the contract knows. */
export type EventName = keyof EventPayloads

/** What every event carries. */
export interface EventBase {
  /** The same for every delivery of one event, as far as the delivery tells. */
  readonly id: string
  /** When it happened or was sent, if the delivery tells. */
  readonly timestamp: Date | undefined
}

/** An event of the contract; `name` tells the type of its payload, `unknown` where that is not public. */
export type WebhookEvent<Name extends EventName = EventName> = {
  [N in Name]: EventBase & {
    readonly known: true
    readonly name: N
    readonly payload: EventPayloads[N]
  }
}[Name]

/** An authentic event that the contract does not know. */
export interface UnknownEvent extends EventBase {
  readonly known: false
  readonly name: string
  readonly payload: unknown
}

/** Any event that was received. */
export type ReceivedEvent = WebhookEvent | UnknownEvent

/** What a plain body says. */
export interface EventFields {
  readonly name: string
  readonly payload: unknown
  readonly id?: string | undefined
  /** Milliseconds since the epoch. */
  readonly timestamp?: number | undefined
}

/** How an event is written in a plain body. The public reference does not tell. */
export interface EventCodec {
  readonly name: string
  /** Reads a body's JSON; undefined for what is no event. */
  read(body: unknown): EventFields | undefined
  /** Gives what becomes a body's JSON. */
  write(fields: EventFields): unknown
}

/**
 * The default, an assumption that borrows the names of workflow events:
 * `{ eventType, id?, occurredAt?, data }`, the time in ISO 8601.
 */
export const eventEnvelope: EventCodec = {
  name: 'event-envelope',
  read(body) {
    const {
      eventType: name,
      id,
      occurredAt,
      data: payload,
    } = (body ?? {}) as Readonly<Record<string, unknown>>
    const timestamp =
      occurredAt === undefined
        ? undefined
        : typeof occurredAt === 'string'
          ? Date.parse(occurredAt)
          : Number.NaN
    if (typeof name !== 'string' || Number.isNaN(timestamp)) return undefined
    if (id !== undefined && (typeof id !== 'string' || id === '')) return undefined
    return { name, payload, id, timestamp }
  },
  write: ({ name, payload, id, timestamp }) => ({
    eventType: name,
    id,
    occurredAt: timestamp === undefined ? undefined : new Date(timestamp).toISOString(),
    data: payload,
  }),
}

/**
 * For an address that gets one kind of event, whose whole body is the payload.
 *
 * @param name - The event that is sent to this address.
 * @example
 * ```ts
 * const router = createRouter({ scheme: encrypted({ keys: 'fake-key-of-exactly-32-character' }), events: soleEvent('storeItemPurchased') })
 * router.on('storeItemPurchased', ({ payload }) => console.log(payload))
 * ```
 */
export function singleEvent(name: EventName): EventCodec {
  return {
    name: `sole-event ${name}`,
    read: (payload) => ({ name, payload }),
    write: ({ payload }) => payload,
  }
}

/** Tells whether the contract knows an event. */
export function isEventName(name: string): name is EventName {
  return (eventNames as readonly string[]).includes(name)
}

/** Says whether the contract knows an event. */
export function toReceivedEvent(
  event: EventBase & { name: string; payload: unknown },
): ReceivedEvent {
  return { ...event, known: isEventName(event.name) } as ReceivedEvent
}
