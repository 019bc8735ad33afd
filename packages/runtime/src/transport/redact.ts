const secretName =
  /auth|token|key|secret|password|cookie|session|signature|credential|email|location/i

const mask = '[redacted]'

/** A URL without user information, and with the values of secret-looking query members masked. */
export function redactUrl(url: string): string {
  const parsed = new URL(url)
  parsed.username = ''
  parsed.password = ''
  for (const [name, value] of [...parsed.searchParams]) {
    // A flag that asks for a field is named after it, and tells nothing.
    if (secretName.test(name) && !/^(true|false)$/.test(value)) parsed.searchParams.set(name, mask)
  }
  return parsed.href
}

/** The headers whose names do not look secret. */
export function withoutSecretHeaders(
  headers: Readonly<Record<string, string>>,
): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !secretName.test(name)))
}

/** Headers as a record, with the values of secret-looking ones masked. */
export function redactHeaders(
  headers: Iterable<readonly [string, string]>,
): Record<string, string> {
  return Object.fromEntries(
    [...headers].map(([name, value]) => [name, secretName.test(name) ? mask : value]),
  )
}
