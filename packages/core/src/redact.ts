const secretName = /auth|token|key|secret|password|cookie|session|signature|credential|email/i

const mask = '[redacted]'

/** A URL without user information, and with the values of secret-looking query members masked. */
export function redactUrl(url: string): string {
  const parsed = new URL(url)
  parsed.username = ''
  parsed.password = ''
  for (const name of [...parsed.searchParams.keys()]) {
    // A flag that asks for a field is named after it, and tells nothing.
    if (secretName.test(name) && !/^(true|false)$/.test(parsed.searchParams.get(name) ?? '')) parsed.searchParams.set(name, mask)
  }
  return parsed.href
}

/** Headers as a record, with the values of secret-looking ones masked. */
export function redactHeaders(headers: Headers): Record<string, string> {
  const shown: Record<string, string> = {}
  for (const [name, value] of headers) shown[name] = secretName.test(name) ? mask : value
  return shown
}
