import { type Bytes, toBytes } from './bytes.ts'
import { importCipherKey, seal } from './cipher.ts'
import { jsonBase64 } from './cipher-codec.ts'
import type { Encryption } from './encrypted.ts'
import { cipherKeys } from './keys.ts'

/** An encrypted body, and the headers that go with it. */
export interface Encrypted {
  readonly headers: { readonly 'content-type': string; readonly 'x-encrypted': 'true' }
  readonly body: Bytes
}

/**
 * Encrypts a body under the first key.
 *
 * @param body - Bytes, or a text that is written as UTF-8.
 * @param encryption - Key, mode and codec.
 * @throws InputError for a key that does not have 32 bytes.
 * @example
 * ```ts
 * const { headers, body } = await encrypt('{"hello":"world"}', { keys: 'fake-key-of-exactly-32-character' })
 * console.log(headers['x-encrypted'], body.length)
 * ```
 */
export async function encrypt(
  body: string | Uint8Array,
  encryption: Encryption,
): Promise<Encrypted> {
  const { keys, mode = 'GCM', codec = jsonBase64 } = encryption
  const [key] = cipherKeys(keys)
  const sealed = await seal(toBytes(body), await importCipherKey(key as Bytes, mode), mode)
  const headers = { 'content-type': codec.contentType, 'x-encrypted': 'true' } as const
  return { headers, body: toBytes(codec.write(sealed, mode)) }
}
