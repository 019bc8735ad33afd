import { WebhookError } from '../webhook-error.ts'
import type { ReceivedEvent } from './contract-event.ts'
import { type Delivery, headersOf, readBody } from './delivery.ts'
import { memoryReplayStore, type ReplayStore } from './replay-store.ts'
import { checkOptions, defaultMaxAge, type VerifyOptions, verify } from './verify.ts'

/** Options of {@link receive}. */
export interface ReceiveOptions extends VerifyOptions {
  /** Maximum size of a body in bytes. @default 1_048_576 */
  maxBytes?: number
  /**
   * Remembers which events were received. By default a store in memory: one for each router, and
   * one for all calls of `receive`.
   */
  replays?: ReplayStore
}

const sharedReplays = memoryReplayStore()
// How long an event without a timestamp is remembered, since it never becomes stale.
const dayInMilliseconds = 86_400_000

/**
 * Receives a delivery: reads its body up to `maxBytes`, verifies that it is authentic, recent and
 * not a replay, and returns the event.
 *
 * @param delivery - A `Request`, or headers and bytes. Its body must not have been read.
 * @param options - Scheme, formats and limits.
 * @throws InputError for a scheme that is not safe, and for a body that was already read.
 * @throws WebhookError for a rejected delivery, with the `status` for the response.
 * @example
 * ```ts
 * const options = { scheme: encrypted({ keys: 'fake-key-of-exactly-32-character' }) }
 * const request = await createTestRequest('userJoinedServer', { userId: 'user-1' }, options)
 * const event = await receive(request, options)
 * console.log(event.name, event.payload)
 * ```
 */
export async function receive(delivery: Delivery, options: ReceiveOptions): Promise<ReceivedEvent> {
  checkOptions(options)
  const {
    scheme,
    maxBytes = 1_048_576,
    maxAge = defaultMaxAge,
    replays = sharedReplays,
    now = Date.now,
  } = options
  const headers = headersOf(delivery)
  const type = headers.get('content-type')?.toLowerCase()
  if (type?.replace(/; ?charset="?utf-8"?$/, '') !== scheme.contentType) {
    throw new WebhookError('type', 415, 'The content type is not supported.')
  }
  const event = await verify(headers, await readBody(delivery, headers, maxBytes), options)
  const expiresAt = event.timestamp
    ? event.timestamp.getTime() + maxAge + 1
    : now() + dayInMilliseconds
  if (!(await replays.claim(event.id, expiresAt))) {
    throw new WebhookError('replayed', 409, 'The event was already received.')
  }
  return event
}
