import { systemClock } from '@returning-kit/runtime'
import { WebhookError } from '../webhook-error.ts'
import type { ReceivedEvent } from './contract-event.ts'
import { type Delivery, discardBody, gunzip, headersOf, readBody } from './delivery.ts'
import { checkOptions, type VerifyOptions, verify } from './verify.ts'

/** Options of {@link receive}. */
export interface ReceiveOptions extends VerifyOptions {
  /** Maximum size of a body in bytes, before and after decompression. @default 1_048_576 */
  maxBytes?: number
  /** Time in which the body must arrive, in milliseconds. @default 10_000 */
  bodyTimeout?: number
  /**
   * Accepts bodies with `Content-Encoding: gzip`. What is signed or encrypted is the decompressed
   * body.
   *
   * @default false
   */
  gzip?: boolean
}

function checkType(headers: Headers, contentType: string): void {
  const type = headers.get('content-type')?.toLowerCase()
  if (type?.replace(/; ?charset="?utf-8"?$/, '') !== contentType) {
    throw new WebhookError('type', 415, 'The content type is not supported.')
  }
}

function isGzip(headers: Headers, accepted: boolean): boolean {
  const encoding = headers.get('content-encoding')?.toLowerCase() ?? 'identity'
  if (encoding === 'identity') return false
  if (encoding === 'gzip' && accepted) return true
  throw new WebhookError('type', 415, 'The content encoding is not supported.')
}

/**
 * Receives a delivery: reads its body within the limits, verifies that it is authentic and recent,
 * and returns the event. It does not remember the event; `createRouter` does.
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
  const { scheme, maxBytes = 1_048_576, bodyTimeout = 10_000, clock = systemClock } = options
  const limits = { maxBytes, bodyTimeout, clock }
  try {
    const headers = headersOf(delivery)
    checkType(headers, scheme.contentType)
    const isCompressed = isGzip(headers, options.gzip ?? false)
    const body = await readBody(delivery, headers, limits)
    return await verify(headers, isCompressed ? await gunzip(body, limits) : body, options)
  } finally {
    discardBody(delivery)
  }
}
