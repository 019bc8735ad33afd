import { concat, fromBase64, toBase64, toBytes, toText } from './bytes.ts'
import { type CipherFormat, type Sealed, splitSealed } from './cipher.ts'

/**
 * Format of an encrypted body: where the initialization vector and the tag are, and how the bytes
 * are encoded. The public reference does not document it.
 */
export interface CipherCodec {
  readonly name: string
  /** Media type of the encrypted body, in lower case and without parameters. */
  readonly contentType: string
  /** Serializes the parts of an encrypted body. */
  write(sealed: Sealed, format: CipherFormat): Uint8Array
  /** Parses an encrypted body. Returns undefined for a body that `write` cannot produce. */
  read(body: Uint8Array, format: CipherFormat): Sealed | undefined
}

const start = '{"data":"'
const end = '"}'

/**
 * Default codec, an assumption: a JSON object with a single property `data`, the base64 of
 * initialization vector, ciphertext and tag, in this order.
 */
export const jsonBase64: CipherCodec = {
  name: 'json-base64',
  contentType: 'application/json',
  write: ({ iv, ciphertext, tag }) =>
    toBytes(`${start}${toBase64(concat(iv, ciphertext, tag))}${end}`),
  read(body, format) {
    const text = toText(body) ?? ''
    if (!text.startsWith(start) || !text.endsWith(end)) return undefined
    const bytes = fromBase64(text.slice(start.length, -end.length))
    return bytes && splitSealed(bytes, format)
  },
}
