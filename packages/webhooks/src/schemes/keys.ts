import { InputError } from '@returning-kit/runtime'
import { type Bytes, toBytes } from './bytes.ts'

/** A key: bytes, or a string that is encoded as UTF-8. */
export type Key = string | Uint8Array

/** One key, or several during a key rotation. The first one signs and encrypts. */
export type Keys = Key | readonly Key[]

function checkedKeys(keys: Keys, isValid: (key: Bytes) => boolean, message: string): Bytes[] {
  const bytes = ([keys ?? []].flat() as Key[]).map(toBytes)
  if (bytes.length > 0 && bytes.every(isValid)) return bytes
  throw new InputError('keys', message)
}

/** Returns the bytes of AES-256 keys. Throws InputError unless each has 32 bytes. */
export function cipherKeys(keys: Keys): Bytes[] {
  return checkedKeys(
    keys,
    ({ length }) => length === 32,
    'Each key must have exactly 32 ASCII characters.',
  )
}

/**
 * Returns the bytes of HMAC-SHA-256 keys. Throws InputError for a key that is short enough to
 * guess.
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export function signingKeys(keys: Keys): Bytes[] {
  return checkedKeys(keys, ({ length }) => length >= 24, 'Each key must have at least 24 bytes.')
}
