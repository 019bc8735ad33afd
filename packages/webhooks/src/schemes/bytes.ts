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

// Arguments of one call: engines limit their number.
const chunkLength = 0x2000

/** Encodes bytes as base64. @see https://www.rfc-editor.org/rfc/rfc4648#section-4 */
export function toBase64(bytes: Uint8Array): string {
  let characters = ''
  for (let start = 0; start < bytes.length; start += chunkLength) {
    characters += String.fromCharCode(...bytes.subarray(start, start + chunkLength))
  }
  return btoa(characters)
}

interface BufferClass {
  from(encoded: string, encoding: 'base64'): Uint8Array & { toString(encoding: 'base64'): string }
}

/**
 * Decodes canonical base64. Returns undefined for any other string: if nonzero padding bits or
 * whitespace were accepted, one delivery could be spelled in many ways.
 */
export function fromBase64(encoded: string): Bytes | undefined {
  const { Buffer } = globalThis as { Buffer?: BufferClass }
  if (!Buffer) return fromBase64ByCharacters(encoded)
  // 20 times as fast as the characters of `atob`: a forged body must not cost more than its HMAC.
  const bytes = Buffer.from(encoded, 'base64')
  return bytes.toString('base64') === encoded ? toBytes(bytes) : undefined
}

function fromBase64ByCharacters(encoded: string): Bytes | undefined {
  try {
    const characters = atob(encoded)
    const bytes = new Uint8Array(characters.length)
    for (let index = 0; index < bytes.length; index += 1) {
      bytes[index] = characters.charCodeAt(index)
    }
    return btoa(characters) === encoded ? bytes : undefined
  } catch {
    return undefined
  }
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** Decodes UTF-8. Returns undefined for bytes that are not UTF-8. */
export function toText(bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes)
  } catch {
    return undefined
  }
}

/** Parses UTF-8 bytes as JSON. Returns undefined if they are not valid JSON. */
export function parseJson(bytes: Uint8Array): { value: unknown } | undefined {
  const text = toText(bytes)
  try {
    return text === undefined ? undefined : { value: JSON.parse(text) }
  } catch {
    return undefined
  }
}

/** Returns whether byte arrays are equal, in a time that depends on their lengths only. */
export function equalBytes(first: Uint8Array, second: Uint8Array): boolean {
  let difference = first.length ^ second.length
  for (let index = 0; index < first.length; index += 1) {
    difference |= (first[index] as number) ^ (second[index] ?? 0)
  }
  return difference === 0
}
