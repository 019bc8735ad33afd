import { inauthentic } from '../webhook-error.ts'
import { once, parseJson, toBase64 } from './bytes.ts'
import { type CipherMode, importCipherKey, type Opened, open, type Sealed } from './cipher.ts'
import { type CipherCodec, jsonBase64 } from './cipher-codec.ts'
import { cipherKeys, type Keys } from './keys.ts'
import type { Scheme } from './scheme.ts'

/** How bodies are encrypted: AES-256, which the reference documents for incoming webhooks. */
export interface Encryption {
  /** The key of 32 characters that the community supplies, or several while one replaces another. */
  keys: Keys
  /** @default 'GCM' */
  mode?: CipherMode
  /** How the encrypted body is written. @default jsonBase64, an assumption */
  codec?: CipherCodec
}

// The keys are checked at once, and imported when first needed. All of them are tried, also after one fits.
function opener({ keys, mode = 'GCM', codec = jsonBase64 }: Encryption) {
  const list = cipherKeys(keys)
  const imported = once(() => Promise.all(list.map((key) => importCipherKey(key, mode))))
  return async (body: Uint8Array): Promise<{ sealed: Sealed; results: Opened[] } | undefined> => {
    const sealed = codec.read(body, mode)
    return (
      sealed && {
        sealed,
        results: await Promise.all((await imported()).map((key) => open(sealed, key, mode))),
      }
    )
  }
}

/**
 * Decrypts a body with whichever key fits. With CBC, which does not tell a changed body, the plain text is as
 * trustworthy as whatever else vouches for the body.
 *
 * @param body - The encrypted body.
 * @param encryption - Keys, mode and codec.
 * @throws InputError for a key that does not have 32 bytes.
 * @throws WebhookError for anything that cannot be decrypted; it does not tell why.
 * @example
 * ```ts
 * const encryption = { keys: ['fake-key-of-exactly-32-character', 'the-older-fake-key-32-characters'] }
 * const { body } = await encrypt('{"hello":"world"}', encryption)
 * console.log(new TextDecoder().decode(await decrypt(body, encryption)))
 * ```
 */
export async function decrypt(body: Uint8Array, encryption: Encryption): Promise<Uint8Array> {
  const opened = await opener(encryption)(body)
  const fitting = opened?.results.find(({ good }) => good)
  if (fitting) return fitting.bytes
  throw inauthentic()
}

/**
 * The scheme of encrypted deliveries: AES-256 with the header `x-encrypted: true`. GCM is authentic by itself; CBC is
 * not, so put it inside `signed(...)`.
 *
 * @param encryption - Keys, mode and codec.
 * @throws InputError for a key that does not have 32 bytes.
 * @example
 * ```ts
 * const scheme = encrypted({ keys: ['fake-key-of-exactly-32-character', 'the-older-fake-key-32-characters'] })
 * console.log(scheme.malleable)
 * ```
 */
export function encrypted(encryption: Encryption): Scheme {
  const tryAll = opener(encryption)
  return {
    settings: () => ({ encryption }),
    contentType: (encryption.codec ?? jsonBase64).contentType,
    malleable: encryption.mode === 'CBC',
    async open(headers, body) {
      const opened = headers.get('x-encrypted') === 'true' ? await tryAll(body) : undefined
      // What bad padding left is parsed as well, so that it takes as long as good padding.
      const parsed = opened?.results.map(({ bytes, good }) => ({ good, json: parseJson(bytes) }))
      const fitting = parsed?.find(({ good }) => good)
      return (
        opened &&
        fitting && {
          json: fitting.json,
          id: toBase64(opened.sealed.iv) + toBase64(opened.sealed.tag),
        }
      )
    },
  }
}
