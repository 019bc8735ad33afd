import { systemClock } from '@returning-kit/runtime'
import { toBytes } from '../schemes/bytes.ts'
import type { EventName } from './contract-event.ts'
import { eventEnvelope } from './event.ts'
import type { ReceiveOptions } from './receive.ts'
import { checkOptions } from './verify.ts'

/** Options of {@link createTestRequest}: those of the receiver, and the metadata of the event. */
export interface TestRequestOptions extends ReceiveOptions {
  /** URL of the request. @default 'http://localhost/' */
  url?: string
  /** Id of the event. @default a random UUID */
  id?: string
  /** When the event happened. @default now */
  occurredAt?: Date
  /** When the delivery is sent. @default now */
  sentAt?: Date
}

/**
 * Returns a request that a receiver with the same options accepts: encrypted with the first key, or
 * signed with every key. Send it with `fetch`, or pass it to a router.
 *
 * @param name - Name of the event. Any other string tests the handling of unknown events.
 * @param payload - Payload of the event.
 * @param options - The options of the receiver.
 * @throws InputError for keys or modes that are not safe.
 * @example
 * ```ts
 * const options = { scheme: signed({ keys: 'whsec_ZmFrZS1zaWduaW5nLWtleS1mb3ItdGhpcy1leGFtcGxl' }) }
 * const request = await createTestRequest('messagePostedAnywhere', { text: 'Hello' }, options)
 * console.log((await receive(request, options)).name)
 * ```
 */
export async function createTestRequest(
  name: EventName | (string & {}),
  payload: unknown,
  options: TestRequestOptions,
): Promise<Request> {
  checkOptions(options)
  const { scheme, events = eventEnvelope, clock = systemClock, url = 'http://localhost/' } = options
  const { id = crypto.randomUUID(), occurredAt, sentAt } = options
  const fields = { name, payload, id, occurredAt: occurredAt?.getTime() ?? clock.now() }
  const plain = toBytes(JSON.stringify(events.write(fields)))
  // Standard Webhooks signs whole seconds.
  const timestamp = Math.floor((sentAt?.getTime() ?? clock.now()) / 1000) * 1000
  const { headers, body } = await scheme.seal(plain, { id, timestamp })
  return new Request(url, { method: 'POST', headers, body: toBytes(body) })
}
