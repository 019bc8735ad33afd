import { InputError } from '@returning-kit/runtime'
import { type Bytes, concat } from './bytes.ts'

/** Mode of AES-256. GCM detects changes to a body, CBC does not. */
export type CipherMode = 'GCM' | 'CBC'

/** Mode of AES-256 and the lengths of the parts of an encrypted body, in bytes. */
export interface CipherFormat {
  readonly mode: CipherMode
  /** Length of the initialization vector. */
  readonly ivLength: number
  /** Length of the authentication tag: 16 for GCM, none for CBC. */
  readonly tagLength: number
}

/** The parts of an encrypted body. */
export interface Sealed {
  /** Initialization vector. */
  readonly iv: Uint8Array
  readonly ciphertext: Uint8Array
  /** Authentication tag of GCM, 16 bytes. Empty for CBC. */
  readonly tag: Uint8Array
}

/**
 * Result of a decryption. If the tag or the padding is wrong, `valid` is false and `bytes` is
 * garbage.
 */
export interface Opened {
  readonly bytes: Uint8Array
  readonly valid: boolean
}

const blockLength = 16

/** Returns the format of a mode. Throws InputError for an initialization vector that it cannot have. */
export function cipherFormat(mode: CipherMode, ivLength: number | undefined): CipherFormat {
  const allowed = mode === 'GCM' ? [12, 16] : [blockLength]
  const [defaultLength = 0] = allowed
  if (ivLength !== undefined && !allowed.includes(ivLength)) {
    throw new InputError('ivLength', `\`ivLength\` of ${mode} must be ${allowed.join(' or ')}.`)
  }
  return {
    mode,
    ivLength: ivLength ?? defaultLength,
    tagLength: mode === 'GCM' ? blockLength : 0,
  }
}

/**
 * Splits the concatenation of initialization vector, ciphertext and tag. Returns undefined if it is
 * too short.
 */
export function splitSealed(
  bytes: Uint8Array,
  { ivLength, tagLength }: CipherFormat,
): Sealed | undefined {
  const end = bytes.length - tagLength
  if (end < ivLength) return undefined
  return {
    iv: bytes.subarray(0, ivLength),
    ciphertext: bytes.subarray(ivLength, end),
    tag: bytes.subarray(end),
  }
}

/** Imports a key of 32 bytes into WebCrypto. */
export function importCipherKey(key: Bytes, mode: CipherMode): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', key, `AES-${mode}`, false, ['encrypt', 'decrypt'])
}

/** Encrypts bytes with a new random initialization vector. */
export async function seal(plain: Bytes, key: CryptoKey, format: CipherFormat): Promise<Sealed> {
  const iv = crypto.getRandomValues(new Uint8Array(format.ivLength))
  const encrypted = await crypto.subtle.encrypt({ name: `AES-${format.mode}`, iv }, key, plain)
  return splitSealed(concat(iv, new Uint8Array(encrypted)), format) as Sealed
}

/** Decrypts the parts of a body. Never throws because of their content. */
export async function open(
  { iv, ciphertext, tag }: Sealed,
  key: CryptoKey,
  { mode, ivLength, tagLength }: CipherFormat,
): Promise<Opened> {
  try {
    if (iv.length !== ivLength) return { bytes: new Uint8Array(), valid: false }
    const params = { name: `AES-${mode}`, iv: concat(iv) }
    const end = mode === 'CBC' ? await paddingAfter(ciphertext.subarray(-blockLength), key) : tag
    const bytes = new Uint8Array(await crypto.subtle.decrypt(params, key, concat(ciphertext, end)))
    return mode === 'CBC' ? removePadding(bytes) : { bytes, valid: tag.length === tagLength }
  } catch {
    return { bytes: new Uint8Array(), valid: false }
  }
}

// WebCrypto fails at bad padding and so distinguishes it (a padding oracle). The padding is removed
// here: one more block, which decrypts to valid padding, makes WebCrypto return the rest unchanged.
// @see https://www.iacr.org/archive/eurocrypt2002/23320530/cbc02_e02d.pdf
async function paddingAfter(lastBlock: Uint8Array, key: CryptoKey): Promise<Bytes> {
  return new Uint8Array(
    await crypto.subtle.encrypt({ name: 'AES-CBC', iv: concat(lastBlock) }, key, new Uint8Array()),
  )
}

// No branch depends on the padding, so that good and bad padding take the same time.
// @see https://www.rfc-editor.org/rfc/rfc5652#section-6.3
function removePadding(bytes: Bytes): Opened {
  const size = bytes.at(-1) ?? 0
  let wrong = Number(size < 1) | Number(size > blockLength)
  for (let back = 1; back <= blockLength; back += 1) {
    wrong |= Number(back <= size) & Number(bytes.at(-back) !== size)
  }
  return { bytes: bytes.subarray(0, -size), valid: wrong === 0 }
}
