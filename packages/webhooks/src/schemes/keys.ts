import { InputError } from '@returning-kit/runtime'
import { type Bytes, toBytes } from './bytes.ts'

/** A key: its bytes, or a text that stands for its UTF-8 bytes. */
export type Key = string | Uint8Array

/** One key, or several while one replaces another. The first is the one to sign and encrypt with. */
export type Keys = Key | readonly Key[]

function checked(keys: Keys, fits: (key: Bytes) => boolean, what: string): Bytes[] {
  const list = (
    typeof keys === 'string' || keys instanceof Uint8Array ? [keys] : [...(keys ?? [])]
  ).map(toBytes)
  if (list.length > 0 && list.every(fits)) return list
  throw new InputError('keys', `Give at least one key, each ${what}.`)
}

/** The keys of AES-256, as bytes. Throws InputError for one that is not 32 bytes. */
export function cipherKeys(keys: Keys): Bytes[] {
  return checked(keys, ({ length }) => length === 32, 'of exactly 32 ASCII characters')
}

/**
 * The keys of HMAC-SHA-256, as bytes. Throws InputError for one that could be guessed.
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export function signingKeys(keys: Keys): Bytes[] {
  return checked(keys, ({ length }) => length >= 24, 'of at least 24 bytes')
}
