/** Returns whether a string is Base64. @see https://www.rfc-editor.org/rfc/rfc4648#section-4 */
export function isBase64(value: string): boolean {
  return value.length % 4 === 0 && /^[a-z\d+/]*={0,2}$/i.test(value)
}

/**
 * Returns whether a string is Base64 for URLs.
 *
 * @see https://www.rfc-editor.org/rfc/rfc4648#section-5
 */
export function isBase64Url(value: string): boolean {
  return /^[\w-]*={0,2}$/.test(value)
}

/** Returns whether a string is a UUID. @see https://www.rfc-editor.org/rfc/rfc9562#section-4 */
export function isUuid(value: string): boolean {
  return /^(?:urn:uuid:)?[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i.test(value)
}

/** Returns whether a string is a regular expression of ECMAScript. */
export function isRegex(value: string): boolean {
  try {
    new RegExp(value, 'u')
    return true
  } catch {
    return false
  }
}
