import type { CredentialReason, ExpiringCredential } from './provided-credential.ts'

/** A user name with a password. */
export interface UserPassword {
  readonly username: string
  readonly password: string
}

/**
 * A credential of HTTP Basic authentication: a user name with a password, the string
 * `username:password`, or a function that returns one of them. A string without a colon is encoded
 * already and is sent as it is.
 */
export type BasicCredential =
  | string
  | UserPassword
  | ((context: {
      reason: CredentialReason
    }) =>
      | string
      | UserPassword
      | ExpiringCredential
      | Promise<string | UserPassword | ExpiringCredential>)

function encoded(userPassword: string): string {
  // `btoa` reads a string as bytes, and throws for characters beyond Latin-1.
  return btoa(String.fromCharCode(...new TextEncoder().encode(userPassword)))
}

/**
 * Encodes a credential of HTTP Basic authentication.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7617#section-2
 */
export function encodeBasic(provided: unknown): unknown {
  if (typeof provided === 'string') return provided.includes(':') ? encoded(provided) : provided
  if (typeof provided !== 'object' || provided === null) return provided
  if ('value' in provided) return { ...provided, value: encodeBasic(provided.value) }
  const { username, password } = provided as Partial<UserPassword>
  if (typeof username !== 'string' || typeof password !== 'string' || username.includes(':')) {
    throw new TypeError('A user name without a colon and a password are needed.')
  }
  return encoded(`${username}:${password}`)
}
