/** How certain the contract is of a part. */
export interface Provenance {
  /** With `provisional`, only the name is documented; `observed` is known from calls. */
  readonly status: 'documented' | 'observed' | 'partial' | 'provisional'
  /** URL of the page that documents it, or where the calls were sent. */
  readonly source: string
  /** Date of that page, or of the last call. */
  readonly asOf: string
  /** In how many calls it was observed. */
  readonly count?: number
}

/** Properties of every event. */
export interface EventBase {
  /** The same for every delivery of the event, if the delivery contains an id. */
  readonly id: string
  /** When the event happened, if its sender states that. It is never judged. */
  readonly occurredAt: Date | undefined
  /** When this delivery was sent, if the scheme authenticates that. `maxAge` limits its age. */
  readonly sentAt: Date | undefined
}

/** Content of a plain body. */
export interface EventFields {
  readonly name: string
  readonly payload: unknown
  readonly id?: string | undefined
  /** When the event happened, in milliseconds since the epoch. */
  readonly occurredAt?: number | undefined
}

/** Format of an event in a plain body. The public reference does not document it. */
export interface EventCodec {
  readonly name: string
  /**
   * Reads the parsed JSON of a body. Returns undefined if it is not an event. The scheme
   * authenticates the body; of the headers only those that it signs.
   */
  read(body: unknown, headers: Headers): EventFields | undefined
  /** Returns the value to serialize as JSON. */
  write(fields: EventFields): unknown
}

const dateTime = /^(\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[+-]\d\d:\d\d)?$/

// `Date.parse` takes a time without offset as the local time of this machine.
function parseDateTime(text: unknown, defaultOffset: string): number {
  const [, time, offset = defaultOffset] = (typeof text === 'string' && dateTime.exec(text)) || []
  return time && offset ? Date.parse(time + offset) : Number.NaN
}

function envelope(name: string, defaultOffset: '' | 'Z'): EventCodec {
  return {
    name,
    read(body) {
      const fields = (body ?? {}) as Readonly<Record<string, unknown>>
      const { eventType, id, occurredAt: time, data: payload } = fields
      const occurredAt = time === undefined ? undefined : parseDateTime(time, defaultOffset)
      if (typeof eventType !== 'string' || Number.isNaN(occurredAt)) return undefined
      if (id !== undefined && typeof id !== 'string') return undefined
      return { name: eventType, payload, id, occurredAt }
    },
    write: ({ name: eventType, payload, id, occurredAt }) => ({
      eventType,
      id,
      occurredAt: occurredAt === undefined ? undefined : new Date(occurredAt).toISOString(),
      data: payload,
    }),
  }
}

/**
 * Default codec, an assumption that uses the property names of workflow events:
 * `{ eventType, id?, occurredAt?, data }`, with the time in ISO 8601. A time without an offset is
 * ambiguous, so the body is rejected.
 */
export const eventEnvelope: EventCodec = /* @__PURE__ */ envelope('event-envelope', '')

/** Like {@link eventEnvelope}, but takes a time without an offset as UTC. */
export const eventEnvelopeUtc: EventCodec = /* @__PURE__ */ envelope('event-envelope-utc', 'Z')
