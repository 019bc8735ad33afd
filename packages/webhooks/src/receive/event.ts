/** How certain the contract is of a part. */
export interface Provenance {
  /** With `provisional`, only the name is documented. */
  readonly status: 'documented' | 'partial' | 'provisional'
  /** URL of the page that documents it. */
  readonly source: string
  /** Date of that page. */
  readonly asOf: string
}

/** Properties of every event. */
export interface EventBase {
  /** The same for every delivery of the event, if the delivery contains an id. */
  readonly id: string
  /** When the event happened or was sent, if the delivery contains that. */
  readonly timestamp: Date | undefined
}

/** Content of a plain body. */
export interface EventFields {
  readonly name: string
  readonly payload: unknown
  readonly id?: string | undefined
  /** Milliseconds since the epoch. */
  readonly timestamp?: number | undefined
}

/** Format of an event in a plain body. The public reference does not document it. */
export interface EventCodec {
  readonly name: string
  /** Reads the parsed JSON of a body. Returns undefined if it is not an event. */
  read(body: unknown): EventFields | undefined
  /** Returns the value to serialize as JSON. */
  write(fields: EventFields): unknown
}

/**
 * Default codec, an assumption that uses the property names of workflow events:
 * `{ eventType, id?, occurredAt?, data }`, with the time in ISO 8601.
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
