import { concat, fromBase64, toBase64, toBytes } from './bytes.ts'
import type { SignedParts } from './scheme.ts'

/** Content of the headers of a signed delivery. */
export interface Signed extends SignedParts {
  /** HMAC-SHA-256 of the content. Several during a key rotation. */
  readonly signatures: readonly Uint8Array[]
}

/** Format of a signature. Whether Returning.AI signs its deliveries is not documented. */
export interface SignatureCodec {
  readonly name: string
  /** Parses the headers. Returns undefined for headers that `write` cannot produce. */
  read(headers: Headers): Signed | undefined
  /** Returns the bytes that are signed. */
  content(parts: SignedParts, body: Uint8Array): Uint8Array
  /** Serializes the headers. */
  write(signed: Signed): Record<string, string>
}

// Several signatures occur only during a key rotation. A longer list only costs the receiver time.
const maxSignatures = 8

/**
 * Default codec, an assumption: the headers of Standard Webhooks.
 * @see https://www.standardwebhooks.com
 */
export const standardWebhooks: SignatureCodec = {
  name: 'standard-webhooks',
  read(headers) {
    const id = headers.get('webhook-id') ?? ''
    const seconds = headers.get('webhook-timestamp') ?? ''
    const entries = (headers.get('webhook-signature') ?? '')
      .split(' ')
      .filter((entry) => entry.startsWith('v1,'))
    const signatures = entries.map((entry) => fromBase64(entry.slice(3)) ?? new Uint8Array())
    // With a dot in the id, two deliveries could have the same content.
    const valid = /^[\w-]{1,128}$/.test(id) && /^[1-9]\d{0,11}$/.test(seconds) && entries.length > 0
    if (
      !valid ||
      entries.length > maxSignatures ||
      signatures.some(({ length }) => length !== 32)
    ) {
      return undefined
    }
    return { id, timestamp: Number(seconds) * 1000, signatures }
  },
  content: ({ id = '', timestamp = 0 }, body) =>
    concat(toBytes(`${id}.${timestamp / 1000}.`), body),
  write: ({ id = '', timestamp = 0, signatures }) => ({
    'webhook-id': id,
    'webhook-timestamp': String(timestamp / 1000),
    'webhook-signature': signatures.map((signature) => `v1,${toBase64(signature)}`).join(' '),
  }),
}
