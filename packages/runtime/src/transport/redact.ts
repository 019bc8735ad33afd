const secretName =
  /auth|token|key|secret|password|cookie|session|signature|credential|email|location/i

const mask = '[redacted]'

/** Returns a URL without user information, and with the values of secret-looking query parameters masked. */
export function redactUrl(url: string): string {
  const redacted = new URL(url)
  redacted.username = ''
  redacted.password = ''
  for (const [name, value] of [...redacted.searchParams]) {
    // A flag such as `email=true` selects a field; its value is no secret.
    if (secretName.test(name) && !/^(true|false)$/.test(value)) {
      redacted.searchParams.set(name, mask)
    }
  }
  return redacted.href
}

/** Returns the headers whose names do not look secret. */
export function withoutSecretHeaders(
  headers: Readonly<Record<string, string>>,
): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !secretName.test(name)))
}

/** Returns headers as a record, with the values of secret-looking ones masked. */
export function redactHeaders(
  headers: Iterable<readonly [string, string]>,
): Record<string, string> {
  return Object.fromEntries(
    [...headers].map(([name, value]) => [name, secretName.test(name) ? mask : value]),
  )
}
