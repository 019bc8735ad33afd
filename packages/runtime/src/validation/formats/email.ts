import { isHostname, isIdnHostname } from './hostname.ts'

function splitAddress(value: string): [local: string, domain: string] {
  const at = value.lastIndexOf('@')
  return [value.slice(0, Math.max(at, 0)), value.slice(at + 1)]
}

/**
 * Returns whether a string is an email address.
 *
 * @see https://www.rfc-editor.org/rfc/rfc5321#section-4.1.2
 */
export function isEmail(value: string): boolean {
  const [local, domain] = splitAddress(value)
  return (
    value.length <= 254 &&
    /^[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*$/.test(local) &&
    domain.includes('.') &&
    isHostname(domain)
  )
}

/**
 * Returns whether a string is an internationalized email address.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6531
 */
export function isIdnEmail(value: string): boolean {
  const [local, domain] = splitAddress(value)
  return value.length <= 254 && /^[^\s@"(),:;<>[\\\]]+$/u.test(local) && isIdnHostname(domain)
}
