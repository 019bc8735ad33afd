import { type Bytes, equalBytes, parseJson, toBase64 } from './bytes.ts'
import { type Keys, signingKeys } from './keys.ts'
import type { Scheme } from './scheme.ts'
import { type SignatureCodec, standardWebhooks } from './signature-codec.ts'

/** Signature of deliveries with HMAC-SHA-256. */
export interface Signing {
  /**
   * A key of at least 24 bytes, or several during a key rotation. The codec decides the form of a
   * string: `whsec_…` for Standard Webhooks and Svix.
   */
  keys: Keys
  /** Format of the signature. @default standardWebhooks, an assumption */
  codec?: SignatureCodec
  /** Scheme of the signed body, such as `encrypted(...)`. By default the body is plain JSON. */
  inside?: Scheme
}

const algorithm = { name: 'HMAC', hash: 'SHA-256' }

function importSigningKey(key: Bytes): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', key, algorithm, false, ['sign'])
}

/**
 * Returns the scheme of signed deliveries. The signature of every key is compared with every
 * signature of the delivery, in constant time.
 *
 * @param signing - Keys, codec and the scheme inside.
 * @throws InputError for a key of the wrong form, or of less than 24 bytes.
 * @example
 * ```ts
 * const inside = encrypted({ keys: 'fake-key-of-exactly-32-character', mode: 'CBC' })
 * const scheme = signed({ keys: 'whsec_ZmFrZS1zaWduaW5nLWtleS1mb3ItdGhpcy1leGFtcGxl', inside })
 * console.log(scheme.malleable)
 * ```
 */
export function signed(signing: Signing): Scheme {
  const { keys, codec = standardWebhooks, inside } = signing
  const bytes = signingKeys(keys, codec.parseKey)
  let imported: Promise<CryptoKey[]> | undefined
  const signaturesOf = async (content: Uint8Array): Promise<Bytes[]> => {
    imported ??= Promise.all(bytes.map(importSigningKey))
    const sign = async (key: CryptoKey) =>
      new Uint8Array(await crypto.subtle.sign(algorithm, key, content as Bytes))
    return Promise.all((await imported).map(sign))
  }
  return {
    contentType: inside?.contentType ?? 'application/json',
    malleable: false,
    async open(headers, body) {
      const delivery = codec.read(headers)
      if (!delivery) return undefined
      const expected = await signaturesOf(codec.content(delivery, body))
      const comparisons = expected.flatMap((signature) =>
        delivery.signatures.map((received) => equalBytes(signature, received)),
      )
      if (!comparisons.includes(true)) return undefined
      const inner = inside ? await inside.open(headers, body) : { json: parseJson(body) }
      // Without an id the signature of the first key identifies the delivery. Those in the headers do
      // not: the sender of a replay can remove or add some.
      const id = delivery.id ?? toBase64(expected[0] as Bytes)
      return inner && { json: inner.json, id, timestamp: delivery.timestamp }
    },
    async seal(body, parts) {
      const inner = inside
        ? await inside.seal(body, parts)
        : { headers: { 'content-type': 'application/json' }, body }
      const signatures = await signaturesOf(codec.content(parts, inner.body))
      return {
        headers: {
          ...inner.headers,
          ...codec.write({ ...parts, signatures }),
        },
        body: inner.body,
      }
    },
  }
}
