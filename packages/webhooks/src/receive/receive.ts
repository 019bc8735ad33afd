import { WebhookError } from '../webhook-error.ts'
import { type Delivery, headersOf, readBody } from './delivery.ts'
import type { ReceivedEvent } from './event.ts'
import { memoryReplayStore, type ReplayStore } from './replay-store.ts'
import { checkOptions, defaultMaxAge, type VerifyOptions, verify } from './verify.ts'

/** What a delivery has to be, and how much of it is read. */
export interface ReceiveOptions extends VerifyOptions {
  /** Longest body in bytes. @default 1_048_576 */
  maxBytes?: number
  /** Remembers what was received. @default one in memory: of the router, or for all of `receive` */
  replays?: ReplayStore
}

const common = memoryReplayStore()
// How long an event is remembered whose delivery has no timestamp, and so does not grow old.
const day = 86_400_000

/**
 * Receives one delivery: reads it within bounds, makes sure that it is authentic, recent and new, and gives the event.
 *
 * @param delivery - A `Request`, or headers and bytes. Its body must not have been read.
 * @param options - Scheme, format and bounds.
 * @throws InputError for a scheme that is not safe, and for a body that somebody has read.
 * @throws WebhookError for a delivery that is refused, with the `status` to answer.
 * @example
 * ```ts
 * const options = { scheme: encrypted({ keys: 'fake-key-of-exactly-32-character' }) }
 * const event = await receive(await testEvent('userJoinedServer', { userId: 'user-1' }, options), options)
 * console.log(event.name, event.payload)
 * ```
 */
export async function receive(delivery: Delivery, options: ReceiveOptions): Promise<ReceivedEvent> {
  checkOptions(options)
  const {
    scheme,
    maxBytes = 1_048_576,
    maxAge = defaultMaxAge,
    replays = common,
    now = Date.now,
  } = options
  const headers = headersOf(delivery)
  const type = headers.get('content-type')?.toLowerCase()
  if (type?.replace(/; ?charset="?utf-8"?$/, '') !== scheme.contentType)
    throw new WebhookError('type', 415, 'The content type is not the one that is expected.')
  const event = await verify(headers, await readBody(delivery, headers, maxBytes), options)
  const until = event.timestamp ? event.timestamp.getTime() + maxAge + 1 : now() + day
  if (!(await replays.claim(event.id, until)))
    throw new WebhookError('replayed', 409, 'The event was received already.')
  return event
}
