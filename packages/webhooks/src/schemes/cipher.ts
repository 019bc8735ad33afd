import { type Bytes, concat } from './bytes.ts'

/** How AES-256 is run over a body. GCM tells when a body was changed; CBC does not. */
export type CipherMode = 'GCM' | 'CBC'

/** An encrypted body in its parts. */
export interface Sealed {
  /** Initialization vector: 12 bytes for GCM, 16 for CBC. */
  readonly iv: Uint8Array
  readonly text: Uint8Array
  /** Authentication tag of GCM, 16 bytes; empty for CBC. */
  readonly tag: Uint8Array
}

/** What decrypting gave: `good` is false when the tag or the padding is wrong, and the bytes then mean nothing. */
export interface Opened {
  readonly bytes: Uint8Array
  readonly good: boolean
}

const block = 16

/** Bytes of the initialization vector, and of the tag. */
export const lengths: Readonly<Record<CipherMode, readonly [iv: number, tag: number]>> = {
  GCM: [12, block],
  CBC: [block, 0],
}

/** Makes a key of bytes. */
export function importCipherKey(key: Bytes, mode: CipherMode): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', key, `AES-${mode}`, false, ['encrypt', 'decrypt'])
}

/** Encrypts under a fresh random initialization vector. */
export async function seal(plain: Bytes, key: CryptoKey, mode: CipherMode): Promise<Sealed> {
  const [ivLength, tagLength] = lengths[mode]
  const iv = crypto.getRandomValues(new Uint8Array(ivLength))
  const bytes = new Uint8Array(await crypto.subtle.encrypt({ name: `AES-${mode}`, iv }, key, plain))
  const end = bytes.length - tagLength
  return { iv, text: bytes.subarray(0, end), tag: bytes.subarray(end) }
}

/** Decrypts. Never throws for what it is given. */
export async function open(
  { iv, text, tag }: Sealed,
  key: CryptoKey,
  mode: CipherMode,
): Promise<Opened> {
  try {
    const params = { name: `AES-${mode}`, iv: concat(iv) }
    const end = mode === 'CBC' ? await paddingAfter(text.subarray(-block), key) : tag
    const bytes = new Uint8Array(await crypto.subtle.decrypt(params, key, concat(text, end)))
    return mode === 'CBC' ? unpad(bytes) : { bytes, good: tag.length === block }
  } catch {
    return { bytes: new Uint8Array(), good: false }
  }
}

// WebCrypto stops at bad padding, and an attacker who can tell that from other failures can decrypt a body without the
// key. One more block, which decrypts to padding, makes it give out the rest as it is; the padding is then judged here,
// at the same cost whatever it is. @see https://www.iacr.org/archive/eurocrypt2002/23320530/cbc02_e02d.pdf
async function paddingAfter(last: Uint8Array, key: CryptoKey): Promise<Bytes> {
  return new Uint8Array(
    await crypto.subtle.encrypt({ name: 'AES-CBC', iv: concat(last) }, key, new Uint8Array()),
  )
}

// @see https://www.rfc-editor.org/rfc/rfc5652#section-6.3
function unpad(bytes: Bytes): Opened {
  const size = bytes.at(-1) ?? 0
  let wrong = Number(size < 1) | Number(size > block)
  for (let back = 1; back <= block; back += 1)
    wrong |= Number(back <= size) & Number(bytes.at(-back) !== size)
  return { bytes: bytes.subarray(0, -size), good: wrong === 0 }
}
