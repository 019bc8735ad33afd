import { concat, fromBase64, fromLatin1, toBase64, toBytes } from './bytes.ts'
import { type CipherMode, lengths, type Sealed } from './cipher.ts'

/**
 * How an encrypted body is written: where initialization vector and tag go, and how bytes become text. The public
 * reference leaves all of that open.
 */
export interface CipherCodec {
  readonly name: string
  /** Media type of the encrypted body, in lower case and without parameters. */
  readonly contentType: string
  /** Writes a body from its parts. */
  write(sealed: Sealed, mode: CipherMode): Uint8Array
  /** Takes a body apart; undefined for what `write` would not have written. */
  read(body: Uint8Array, mode: CipherMode): Sealed | undefined
}

/**
 * The default, an assumption: a JSON object whose one member `data` is the base64 of initialization vector,
 * ciphertext and tag, in this order.
 */
export const jsonBase64: CipherCodec = {
  name: 'json-base64',
  contentType: 'application/json',
  write: ({ iv, text, tag }) => toBytes(`{"data":"${toBase64(concat(iv, text, tag))}"}`),
  read(body, mode) {
    const [ivLength, tagLength] = lengths[mode]
    const [, written = ''] = /^\{"data":"([^"]+)"\}$/.exec(fromLatin1(body)) ?? []
    const bytes = fromBase64(written)
    const end = (bytes?.length ?? 0) - tagLength
    if (!bytes || end < ivLength) return undefined
    return {
      iv: bytes.subarray(0, ivLength),
      text: bytes.subarray(ivLength, end),
      tag: bytes.subarray(end),
    }
  },
}
