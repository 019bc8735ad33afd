import { type Bytes, once, parseJson, toBase64, toBytes } from './bytes.ts'
import { type Keys, signingKeys } from './keys.ts'
import type { Scheme } from './scheme.ts'
import { type SignatureCodec, standardWebhooks } from './signature-codec.ts'

/** How deliveries are signed: HMAC-SHA-256. */
export interface Signing {
  /** At least 24 bytes each, or several while one replaces another. */
  keys: Keys
  /** How the signature is written. @default standardWebhooks, an assumption */
  codec?: SignatureCodec
  /** What is signed, where that is not plain JSON: `encrypted(...)`. */
  inside?: Scheme
}

const algorithm = { name: 'HMAC', hash: 'SHA-256' }

/** Makes a key of bytes. */
export function importSigningKey(key: Bytes): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', key, algorithm, false, ['sign', 'verify'])
}

/** Signs. */
export async function hmac(key: CryptoKey, content: Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.sign(algorithm, key, content))
}

/**
 * The scheme of signed deliveries. Every key is tried with every signature, and compared in constant time.
 *
 * @param signing - Keys, codec, and what is inside.
 * @throws InputError for a key of less than 24 bytes.
 * @see https://w3c.github.io/webcrypto/#hmac-operations-verify
 * @example
 * ```ts
 * const inside = encrypted({ keys: 'fake-key-of-exactly-32-character', mode: 'CBC' })
 * const scheme = signed({ keys: 'fake-signing-key-for-this-example', inside })
 * console.log(scheme.malleable)
 * ```
 */
export function signed(signing: Signing): Scheme {
  const { keys, codec = standardWebhooks, inside } = signing
  const list = signingKeys(keys)
  const imported = once(() => Promise.all(list.map(importSigningKey)))
  return {
    settings: () => ({ signing }),
    contentType: inside?.contentType ?? 'application/json',
    malleable: false,
    async open(headers, body) {
      const given = codec.read(headers)
      if (!given) return undefined
      const ready = await imported()
      const content = toBytes(codec.content(given, body))
      const found = ready.flatMap((key) =>
        given.signatures.map((signature) =>
          crypto.subtle.verify(algorithm, key, toBytes(signature), content),
        ),
      )
      if (!(await Promise.all(found)).includes(true)) return undefined
      const inner = inside ? await inside.open(headers, body) : { json: parseJson(body) }
      // Without an id our own signature is one; those in the headers can be left out or added to.
      const id = given.id ?? toBase64(await hmac(ready[0] as CryptoKey, content))
      return inner && { json: inner.json, id, timestamp: given.timestamp }
    },
  }
}
