/** Returns whether a string is an IPv4 address in dotted decimal notation. */
export function isIpv4(value: string): boolean {
  const parts = value.split('.')
  return (
    parts.length === 4 && parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && +part < 256)
  )
}

/**
 * Returns whether a string is an IPv6 address.
 *
 * @see https://www.rfc-editor.org/rfc/rfc4291#section-2.2
 */
export function isIpv6(value: string): boolean {
  const halves = value.split('::')
  if (halves.length > 2) return false
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')))
  const last = groups.at(-1) ?? ''
  const endsWithIpv4 = last.includes('.') && !value.endsWith('::')
  if (endsWithIpv4 && !isIpv4(last)) return false
  const hexadecimal = endsWithIpv4 ? groups.slice(0, -1) : groups
  const count = hexadecimal.length + (endsWithIpv4 ? 2 : 0)
  return (
    hexadecimal.every((group) => /^[\da-f]{1,4}$/i.test(group)) &&
    (halves.length === 2 ? count < 8 : count === 8)
  )
}
