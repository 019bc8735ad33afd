import { toBytes } from '../schemes/bytes.ts'
import { sealWith } from '../schemes/seal.ts'
import { type EventName, eventEnvelope } from './event.ts'
import type { ReceiveOptions } from './receive.ts'
import { checkOptions } from './verify.ts'

/** Options of {@link createTestRequest}: those of the receiver, and what the event shall say of itself. */
export interface TestEventOptions extends ReceiveOptions {
  /** Where to send it. @default 'http://localhost/' */
  url?: string
  /** @default a random one */
  id?: string
  /** @default now */
  timestamp?: Date
}

/**
 * Makes a delivery as a receiver of the same options expects it: encrypted under its first key, or signed with all.
 * Send it with `fetch`, or hand it to a router.
 *
 * @param name - Name of an event; any text, to test what happens to an unknown one.
 * @param payload - What the event tells.
 * @param options - The receiver's.
 * @throws InputError for keys or modes that are not safe.
 * @example
 * ```ts
 * const options = { scheme: signed({ keys: 'fake-signing-key-for-this-example' }) }
 * const request = await testEvent('messagePostedAnywhere', { text: 'Hello' }, options)
 * console.log((await receive(request, options)).name)
 * ```
 */
export async function createTestRequest(
  name: EventName | (string & {}),
  payload: unknown,
  options: TestEventOptions,
): Promise<Request> {
  checkOptions(options)
  const { scheme, events = eventEnvelope, now = Date.now, url = 'http://localhost/' } = options
  // A signature of Standard Webhooks counts in seconds.
  const timestamp = Math.floor((options.timestamp?.getTime() ?? now()) / 1000) * 1000
  const id = options.id ?? crypto.randomUUID()
  const plain = toBytes(JSON.stringify(events.write({ name, payload, id, timestamp })))
  const { headers, body } = await sealWith(scheme, plain, { id, timestamp })
  return new Request(url, { method: 'POST', headers, body: toBytes(body) })
}
