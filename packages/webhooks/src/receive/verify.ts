import { InputError } from '@returning-kit/runtime'
import type { Scheme } from '../schemes/scheme.ts'
import { inauthentic, WebhookError } from '../webhook-error.ts'
import { type EventCodec, eventEnvelope, type ReceivedEvent, toReceivedEvent } from './event.ts'

/** What a delivery has to be to be believed. */
export interface VerifyOptions {
  /** What makes a delivery authentic: `encrypted(...)` or `signed(...)`. */
  scheme: Scheme
  /**
   * Takes CBC that is not signed. Whoever can change a delivery on its way can then change what it says, so do this
   * behind something else that authenticates the sender.
   *
   * @default false
   */
  allowMalleable?: boolean
  /** How an event is written in a plain body. @default eventEnvelope, an assumption */
  events?: EventCodec
  /** How far the timestamp of a delivery may be from now, either way, in milliseconds. @default 300_000 */
  maxAge?: number
  /** The clock, in milliseconds since the epoch. @default Date.now */
  now?: () => number
}

/** How far a timestamp may be from now, unless the options say otherwise. */
export const defaultMaxAge = 300_000

/** Throws InputError for options that could let in what is not authentic. */
export function checkOptions({ scheme, allowMalleable }: VerifyOptions): void {
  if (!scheme) throw new InputError('scheme', 'Give a `scheme`, or anybody could send events.')
  if (!scheme.malleable || allowMalleable) return
  throw new InputError(
    'scheme',
    'CBC does not tell a changed body: use GCM, or put it inside `signed(...)`.',
  )
}

/**
 * Verifies and parses a delivery: makes sure that it is authentic and recent, and gives the event. `receive` does this
 * and more; here reading the body within bounds and keeping out replays is up to you.
 *
 * @param headers - The headers as they came.
 * @param body - The bytes of the body as they came.
 * @param options - Scheme, format and age.
 * @throws InputError for a scheme that is not safe.
 * @throws WebhookError for a delivery that is refused, with the `status` to answer.
 * @example
 * ```ts
 * const options = { scheme: signed({ keys: 'fake-signing-key-for-this-example' }) }
 * const request = await testEvent('userVisitedServer', { userId: 'user-1' }, options)
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
  const { scheme, events = eventEnvelope, maxAge = defaultMaxAge, now = Date.now } = options
  // A codec of the caller's may throw at what a stranger wrote.
  const authentic = await scheme.open(headers, body).catch(() => undefined)
  if (!authentic) throw inauthentic()
  const fields = authentic.json && events.read(authentic.json.value)
  // Telling how far a body got that anybody may have changed would help to decrypt it.
  if (!fields && scheme.malleable) throw inauthentic()
  if (!fields) throw new WebhookError('malformed', 400, 'The body is not an event.')
  const { name, payload, id = authentic.id } = fields
  const at = authentic.timestamp ?? fields.timestamp
  if (at !== undefined && Math.abs(now() - at) > maxAge)
    throw new WebhookError('stale', 400, 'The delivery is too old, or from the future.')
  return toReceivedEvent({
    id,
    name,
    payload,
    timestamp: at === undefined ? undefined : new Date(at),
  })
}
