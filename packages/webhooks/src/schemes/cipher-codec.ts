import { concat, fromBase64, fromLatin1, toBase64, toBytes } from './bytes.ts'
import { type CipherMode, type Sealed, splitSealed } from './cipher.ts'

/**
 * Format of an encrypted body: where the initialization vector and the tag are, and how the bytes
 * are encoded. The public reference does not document it.
 */
export interface CipherCodec {
  readonly name: string
  /** Media type of the encrypted body, in lower case and without parameters. */
  readonly contentType: string
  /** Serializes the parts of an encrypted body. */
  write(sealed: Sealed, mode: CipherMode): Uint8Array
  /** Parses an encrypted body. Returns undefined for a body that `write` cannot produce. */
  read(body: Uint8Array, mode: CipherMode): Sealed | undefined
}

/**
 * Default codec, an assumption: a JSON object with a single property `data`, the base64 of
 * initialization vector, ciphertext and tag, in this order.
 */
export const jsonBase64: CipherCodec = {
  name: 'json-base64',
  contentType: 'application/json',
  write: ({ iv, ciphertext, tag }) =>
    toBytes(`{"data":"${toBase64(concat(iv, ciphertext, tag))}"}`),
  read(body, mode) {
    const [, data = ''] = /^\{"data":"([^"]+)"\}$/.exec(fromLatin1(body)) ?? []
    const bytes = fromBase64(data)
    return bytes && splitSealed(bytes, mode)
  },
}
