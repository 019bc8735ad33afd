import { type Bytes, parseJson, toBase64, toBytes } from './bytes.ts'
import { type Keys, signingKeys } from './keys.ts'
import type { Scheme } from './scheme.ts'
import { type SignatureCodec, standardWebhooks } from './signature-codec.ts'

/** Signature of deliveries with HMAC-SHA-256. */
export interface Signing {
  /** A key of at least 24 bytes, or several during a key rotation. */
  keys: Keys
  /** Format of the signature. @default standardWebhooks, an assumption */
  codec?: SignatureCodec
  /** Scheme of the signed body, such as `encrypted(...)`. By default the body is plain JSON. */
  inside?: Scheme
}

const algorithm = { name: 'HMAC', hash: 'SHA-256' }

function importSigningKey(key: Bytes): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', key, algorithm, false, ['sign', 'verify'])
}

async function sign(key: CryptoKey, content: Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.sign(algorithm, key, content))
}

/**
 * Returns the scheme of signed deliveries. Every key is compared with every signature, in constant
 * time.
 *
 * @param signing - Keys, codec and the scheme inside.
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
  const bytes = signingKeys(keys)
  let imported: Promise<CryptoKey[]> | undefined
  const importedKeys = () => {
    imported ??= Promise.all(bytes.map(importSigningKey))
    return imported
  }
  return {
    contentType: inside?.contentType ?? 'application/json',
    malleable: false,
    async open(headers, body) {
      const delivery = codec.read(headers)
      if (!delivery) return undefined
      const cryptoKeys = await importedKeys()
      const content = toBytes(codec.content(delivery, body))
      const comparisons = cryptoKeys.flatMap((key) =>
        delivery.signatures.map((signature) =>
          crypto.subtle.verify(algorithm, key, toBytes(signature), content),
        ),
      )
      if (!(await Promise.all(comparisons)).includes(true)) return undefined
      const inner = inside ? await inside.open(headers, body) : { json: parseJson(body) }
      // Without an id a new signature identifies the delivery. Those in the headers do not: the
      // sender of a replay can remove or add some.
      const id = delivery.id ?? toBase64(await sign(cryptoKeys[0] as CryptoKey, content))
      return inner && { json: inner.json, id, timestamp: delivery.timestamp }
    },
    async seal(body, parts) {
      const inner = inside
        ? await inside.seal(body, parts)
        : { headers: { 'content-type': 'application/json' }, body }
      const content = toBytes(codec.content(parts, inner.body))
      const signatures = (await importedKeys()).map((key) => sign(key, content))
      return {
        headers: {
          ...inner.headers,
          ...codec.write({ ...parts, signatures: await Promise.all(signatures) }),
        },
        body: inner.body,
      }
    },
  }
}
