/**
 * Returns whether a string is the name of an HTTP header.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110.html#section-5.6.2
 */
export function isHeaderName(name: string): boolean {
  return /^[!#-'*+.^`|~\w-]+$/.test(name)
}
