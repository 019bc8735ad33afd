import { type Clock, InputError, systemClock } from '@returning-kit/runtime'
import type { Scheme } from '../schemes/scheme.ts'
import { inauthenticError, WebhookError } from '../webhook-error.ts'
import { type ReceivedEvent, toReceivedEvent } from './contract-event.ts'
import { type EventCodec, eventEnvelope } from './event.ts'

/** Options of {@link verify}. */
export interface VerifyOptions {
  /** Authenticates deliveries: `encrypted(...)` or `signed(...)`. */
  scheme: Scheme
  /**
   * Accepts CBC that is not signed. Anyone who can intercept a delivery can then change its
   * content, so use this only behind something else that authenticates the sender.
   *
   * @default false
   */
  allowMalleable?: boolean
  /** Format of an event in a plain body. @default eventEnvelope, an assumption */
  events?: EventCodec
  /**
   * Maximum distance from now of the time at which a delivery was sent, in either direction, in
   * milliseconds. It has no effect on a scheme that does not authenticate that time.
   *
   * @default 300_000
   */
  maxAge?: number
  /** Time. @default the system's clock */
  clock?: Clock
}

/** Throws InputError for options that would accept deliveries that are not authentic. */
export function checkOptions({ scheme, allowMalleable }: VerifyOptions): void {
  if (!scheme) {
    throw new InputError('scheme', '`scheme` is required.')
  }
  if (scheme.malleable && !allowMalleable) {
    throw new InputError('scheme', 'CBC is malleable. Use GCM or `signed(...)`.')
  }
}

// A store must be able to keep the id: databases limit the length of keys, and PostgreSQL has no
// NUL in text.
const storableId = /^[^\p{Cc}\p{Cs}]{1,256}$/u

/**
 * Verifies that a delivery is authentic and recent, and returns its event. Unlike `receive`, it
 * neither limits nor decompresses the body.
 *
 * @param headers - The headers as received.
 * @param body - The bytes of the body as received.
 * @param options - Scheme, format and maximum age.
 * @throws InputError for a scheme that is not safe.
 * @throws WebhookError for a rejected delivery, with the `status` for the response.
 * @example
 * ```ts
 * const options = { scheme: encrypted({ keys: 'fake-key-of-exactly-32-character' }) }
 * const request = await createTestRequest('userVisitedServer', { userId: 'user-1' }, options)
 * const event = await verify(request.headers, new Uint8Array(await request.arrayBuffer()), options)
 * console.log(event.name, event.payload)
 * ```
 */
export async function verify(
  headers: Headers,
  body: Uint8Array,
  options: VerifyOptions,
): Promise<ReceivedEvent> {
  checkOptions(options)
  const { scheme, events = eventEnvelope, maxAge = 300_000, clock = systemClock } = options
  // A custom codec may throw for the content of a delivery.
  const verified = await scheme.open(headers, body).catch(() => undefined)
  if (!verified) throw inauthenticError()
  const fields = verified.json && events.read(verified.json.value, headers)
  const { id = verified.id } = fields ?? {}
  if (!fields || !storableId.test(id)) {
    // Revealing that a malleable body was decrypted would help an attacker to decrypt it.
    throw scheme.malleable
      ? inauthenticError()
      : new WebhookError('malformed', 400, 'The body is not an event.')
  }
  const { name, payload, occurredAt } = fields
  const sentAt = verified.timestamp
  if (sentAt !== undefined && Math.abs(clock.now() - sentAt) > maxAge) {
    throw new WebhookError('stale', 400, 'The delivery is not recent.')
  }
  const toDate = (time: number | undefined) => (time === undefined ? undefined : new Date(time))
  return toReceivedEvent({
    id,
    name,
    payload,
    occurredAt: toDate(occurredAt),
    sentAt: toDate(sentAt),
  })
}
