import { concat, fromBase64, toBase64, toBytes } from './bytes.ts'
import { parseWebhookSecret } from './keys.ts'
import type { SignedParts } from './scheme.ts'

/** Content of the headers of a signed delivery. */
export interface Signed extends SignedParts {
  /** HMAC-SHA-256 of the content. Several during a key rotation. */
  readonly signatures: readonly Uint8Array[]
}

/** Format of a signature. Whether Returning.AI signs its deliveries is not documented. */
export interface SignatureCodec {
  readonly name: string
  /**
   * Decodes a key that is a string. Returns undefined for a string of the wrong form. By default,
   * a string is encoded as UTF-8.
   */
  parseKey?(key: string): Uint8Array | undefined
  /** Parses the headers. Returns undefined unless they are those of a signed delivery. */
  read(headers: Headers): Signed | undefined
  /** Returns the bytes that are signed. */
  content(parts: SignedParts, body: Uint8Array): Uint8Array
  /** Serializes the headers. */
  write(signed: Signed): Record<string, string>
}

// Several signatures occur only during a key rotation. A longer list only costs the receiver time.
const maxSignatures = 8

function readSignatures(header: string | null): Uint8Array[] {
  const entries = (header ?? '').split(' ').filter((entry) => entry.startsWith('v1,'))
  return entries
    .slice(0, maxSignatures)
    .map((entry) => fromBase64(entry.slice(3)))
    .filter((signature) => signature?.length === 32) as Uint8Array[]
}

function webhookHeaders(name: string, prefix: string): SignatureCodec {
  return {
    name,
    parseKey: parseWebhookSecret,
    read(headers) {
      const id = headers.get(`${prefix}-id`) ?? ''
      const seconds = headers.get(`${prefix}-timestamp`) ?? ''
      const signatures = readSignatures(headers.get(`${prefix}-signature`))
      // A dot in the id is not ambiguous: no body of an event begins with a number and a dot.
      const isValid = /^[!-~]{1,256}$/.test(id) && /^[1-9]\d{0,11}$/.test(seconds)
      return isValid ? { id, timestamp: Number(seconds) * 1000, signatures } : undefined
    },
    content: ({ id = '', timestamp = 0 }, body) =>
      concat(toBytes(`${id}.${timestamp / 1000}.`), body),
    write: ({ id = '', timestamp = 0, signatures }) => ({
      [`${prefix}-id`]: id,
      [`${prefix}-timestamp`]: String(timestamp / 1000),
      [`${prefix}-signature`]: signatures.map((signature) => `v1,${toBase64(signature)}`).join(' '),
    }),
  }
}

/**
 * Default codec, an assumption: the headers of Standard Webhooks, `webhook-*`. A key that is a
 * string is a secret such as `whsec_…`.
 *
 * @see https://www.standardwebhooks.com
 */
export const standardWebhooks: SignatureCodec = /* @__PURE__ */ webhookHeaders(
  'standard-webhooks',
  'webhook',
)

/**
 * The same as {@link standardWebhooks} with the headers of Svix, `svix-*`.
 *
 * @see https://docs.svix.com/receiving/verifying-payloads/how-manual
 */
export const svix: SignatureCodec = /* @__PURE__ */ webhookHeaders('svix', 'svix')
