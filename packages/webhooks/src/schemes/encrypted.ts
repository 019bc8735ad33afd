import { inauthenticError } from '../webhook-error.ts'
import { type Bytes, concat, parseJson, toBase64, toBytes } from './bytes.ts'
import {
  type CipherMode,
  cipherFormat,
  importCipherKey,
  type Opened,
  open,
  seal,
} from './cipher.ts'
import { type CipherCodec, jsonBase64 } from './cipher-codec.ts'
import { cipherKeys, type Keys } from './keys.ts'
import type { Scheme } from './scheme.ts'

/** Encryption of bodies with AES-256, which the reference documents for incoming webhooks. */
export interface Encryption {
  /** The key of 32 characters that the community supplies, or several during a key rotation. */
  keys: Keys
  /** @default 'GCM' */
  mode?: CipherMode
  /**
   * Length of the initialization vector in bytes: 12 or 16 for GCM, 16 for CBC. Node and Java
   * programs often use 16 for GCM, too.
   *
   * @default 12 for GCM
   */
  ivLength?: 12 | 16
  /** Format of the encrypted body. @default jsonBase64, an assumption */
  codec?: CipherCodec
}

/** An encrypted body and its headers. */
export interface Encrypted {
  readonly headers: { readonly 'content-type': string; readonly 'x-encrypted': 'true' }
  readonly body: Bytes
}

interface Cipher {
  readonly contentType: string
  seal(body: string | Uint8Array): Promise<Encrypted>
  /**
   * Decrypts a body with every key, even if one fits, so that the time does not depend on which one
   * does. Returns one result for each key, or none if the codec cannot parse the body.
   */
  open(body: Uint8Array): Promise<(Opened & { id: string })[]>
}

// Checks the keys at once and imports them on first use.
function createCipher(encryption: Encryption): Cipher {
  const { keys, mode = 'GCM', codec = jsonBase64 } = encryption
  const format = cipherFormat(mode, encryption.ivLength)
  const bytes = cipherKeys(keys)
  let imported: Promise<CryptoKey[]> | undefined
  const importedKeys = () => {
    imported ??= Promise.all(bytes.map((key) => importCipherKey(key, mode)))
    return imported
  }
  return {
    contentType: codec.contentType,
    async seal(body) {
      const [key] = await importedKeys()
      const sealed = await seal(toBytes(body), key as CryptoKey, format)
      return {
        headers: { 'content-type': codec.contentType, 'x-encrypted': 'true' },
        body: toBytes(codec.write(sealed, format)),
      }
    },
    async open(body) {
      const sealed = codec.read(body, format)
      if (!sealed) return []
      const id = toBase64(concat(sealed.iv, sealed.tag))
      return Promise.all(
        (await importedKeys()).map(async (key) => ({ ...(await open(sealed, key, format)), id })),
      )
    },
  }
}

/**
 * Encrypts a body with the first key.
 *
 * @param body - Bytes, or a string that is encoded as UTF-8.
 * @param encryption - Key, mode and codec.
 * @throws InputError for a key that does not have 32 bytes, or an `ivLength` of another mode.
 * @example
 * ```ts
 * const encryption = { keys: 'fake-key-of-exactly-32-character' }
 * const { headers, body } = await encrypt('{"hello":"world"}', encryption)
 * console.log(headers['x-encrypted'], body.length)
 * ```
 */
export async function encrypt(
  body: string | Uint8Array,
  encryption: Encryption,
): Promise<Encrypted> {
  return createCipher(encryption).seal(body)
}

/**
 * Decrypts a body with the key that fits. CBC does not detect changes, so its result is only as
 * trustworthy as the authentication around it.
 *
 * @param body - The encrypted body.
 * @param encryption - Keys, mode and codec.
 * @throws InputError for a key that does not have 32 bytes, or an `ivLength` of another mode.
 * @throws WebhookError if the body cannot be decrypted, without a reason.
 * @example
 * ```ts
 * const keys = ['fake-key-of-exactly-32-character', 'the-older-fake-key-32-characters']
 * const encryption = { keys }
 * const { body } = await encrypt('{"hello":"world"}', encryption)
 * console.log(new TextDecoder().decode(await decrypt(body, encryption)))
 * ```
 */
export async function decrypt(body: Uint8Array, encryption: Encryption): Promise<Uint8Array> {
  const results = await createCipher(encryption).open(body)
  const decrypted = results.find(({ valid }) => valid)
  if (decrypted) return decrypted.bytes
  throw inauthenticError()
}

/**
 * Returns the scheme of encrypted deliveries: AES-256 with the header `x-encrypted: true`. GCM
 * authenticates the body. CBC does not, so wrap it in `signed(...)`.
 *
 * @param encryption - Keys, mode and codec.
 * @throws InputError for a key that does not have 32 bytes, or an `ivLength` of another mode.
 * @example
 * ```ts
 * const keys = ['fake-key-of-exactly-32-character', 'the-older-fake-key-32-characters']
 * const scheme = encrypted({ keys })
 * console.log(scheme.malleable)
 * ```
 */
export function encrypted(encryption: Encryption): Scheme {
  const cipher = createCipher(encryption)
  return {
    ...cipher,
    malleable: encryption.mode === 'CBC',
    async open(headers, body) {
      if (headers.get('x-encrypted') !== 'true') return undefined
      const results = await cipher.open(body)
      // The bytes of a result that is not valid are parsed as well, so that bad padding takes as
      // long as good padding.
      const parsed = results.map(({ bytes, valid, id }) => ({ valid, id, json: parseJson(bytes) }))
      // The padding of a CBC body decrypted with another key is valid once in 256 deliveries.
      return parsed.find(({ valid, json }) => valid && json) ?? parsed.find(({ valid }) => valid)
    },
  }
}
