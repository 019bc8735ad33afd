/**
 * Returns whether a string is an ISO 8601 duration.
 *
 * @see https://www.rfc-editor.org/rfc/rfc3339#appendix-A
 */
export function isDuration(value: string): boolean {
  return /^P(?!$)(?:\d+W|(?:\d+Y)?(?:\d+M)?(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+S)?)?)$/.test(
    value,
  )
}
