/** Bytes in the type that WebCrypto accepts. */
export type Bytes = Uint8Array<ArrayBuffer>

const encoder = new TextEncoder()

/** Returns the UTF-8 bytes of a string, or a copy of bytes. */
export function toBytes(data: string | Uint8Array): Bytes {
  return typeof data === 'string' ? encoder.encode(data) : new Uint8Array(data)
}

/** Returns the concatenation of byte arrays. */
export function concat(...parts: readonly Uint8Array[]): Bytes {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0))
  let offset = 0
  for (const part of parts) {
    whole.set(part, offset)
    offset += part.length
  }
  return whole
}

/** Encodes bytes as base64. @see https://www.rfc-editor.org/rfc/rfc4648#section-4 */
export function toBase64(bytes: Uint8Array): string {
  return btoa(fromLatin1(bytes))
}

/**
 * Decodes canonical base64. Returns undefined for any other string: if nonzero padding bits or
 * whitespace were accepted, one delivery could be spelled in many ways.
 */
export function fromBase64(encoded: string): Bytes | undefined {
  try {
    const bytes = Uint8Array.from(atob(encoded), (char) => char.charCodeAt(0))
    return toBase64(bytes) === encoded ? bytes : undefined
  } catch {
    return undefined
  }
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** Parses UTF-8 bytes as JSON. Returns undefined if they are not valid JSON. */
export function parseJson(bytes: Uint8Array): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(decoder.decode(bytes)) }
  } catch {
    return undefined
  }
}

/** Decodes bytes as Latin-1, one character per byte. */
export function fromLatin1(bytes: Uint8Array): string {
  let characters = ''
  for (const byte of bytes) characters += String.fromCharCode(byte)
  return characters
}
