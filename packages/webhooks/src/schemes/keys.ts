import { InputError } from '@returning-kit/runtime'
import { type Bytes, fromBase64, toBytes } from './bytes.ts'

/** A key: bytes, or a string whose form depends on the scheme. */
export type Key = string | Uint8Array

/** One key, or several during a key rotation. The first one signs and encrypts. */
export type Keys = Key | readonly Key[]

/** Converts a key that is a string to bytes. Returns undefined for a string of the wrong form. */
export type ParseKey = (key: string) => Uint8Array | undefined

function checkedKeys(
  keys: Keys,
  parse: ParseKey,
  isValid: (length: number) => boolean,
  message: string,
): Bytes[] {
  const bytes = ([keys ?? []].flat() as Key[])
    .map((key) => (typeof key === 'string' ? parse(key) : key))
    .map((key) => (key && isValid(key.length) ? toBytes(key) : undefined))
  if (bytes.length > 0 && !bytes.includes(undefined)) return bytes as Bytes[]
  throw new InputError('keys', message)
}

/** Returns the bytes of AES-256 keys. Throws InputError unless each has 32 bytes. */
export function cipherKeys(keys: Keys): Bytes[] {
  return checkedKeys(
    keys,
    toBytes,
    (length) => length === 32,
    'Each key must have exactly 32 ASCII characters.',
  )
}

/**
 * Returns the bytes of HMAC-SHA-256 keys. Throws InputError for a key of the wrong form, or one that
 * is short enough to guess.
 */
export function signingKeys(keys: Keys, parse: ParseKey | undefined): Bytes[] {
  const form = parse
    ? 'a secret that begins with `whsec_`, or bytes, and'
    : 'a string or bytes, and'
  return checkedKeys(
    keys,
    parse ?? toBytes,
    (length) => length >= 24,
    `Each key must be ${form} have at least 24 bytes.`,
  )
}

/**
 * Decodes a secret of Standard Webhooks: `whsec_` and the base64 of 24 to 64 bytes.
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export function parseWebhookSecret(secret: string): Uint8Array | undefined {
  if (!secret.startsWith('whsec_')) return undefined
  const encoded = secret.slice(6)
  // Some secrets come without the padding of their base64.
  const bytes = fromBase64(encoded) ?? fromBase64(`${encoded}=`) ?? fromBase64(`${encoded}==`)
  return bytes && bytes.length <= 64 ? bytes : undefined
}
