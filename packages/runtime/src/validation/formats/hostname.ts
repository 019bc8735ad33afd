/**
 * Returns whether a string is a host name.
 *
 * @see https://www.rfc-editor.org/rfc/rfc1123#section-2.1
 */
export function isHostname(value: string): boolean {
  return (
    value.length <= 253 &&
    value
      .split('.')
      .every((label) => label.length <= 63 && /^[a-z\d](?:[a-z\d-]*[a-z\d])?$/i.test(label))
  )
}

/**
 * Returns whether a string is an internationalized host name.
 *
 * @see https://www.rfc-editor.org/rfc/rfc5890
 */
export function isIdnHostname(value: string): boolean {
  if (value.length > 253 || /[\s/?#@:\\%]/.test(value) || !URL.canParse(`http://${value}/`)) {
    return false
  }
  return isHostname(new URL(`http://${value}/`).hostname)
}
